"""Cities’ own cases and what stands around them; shared needs and the desk; readings, observations, late indicators."""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('shared_need',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('domains', sa.JSON(), nullable=False),
    sa.Column('capabilities', sa.JSON(), nullable=False),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('follow',
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('object', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('told_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['person.id'], ),
    sa.PrimaryKeyConstraint('person', 'kind', 'object')
    )
    op.create_table('case_question',
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('case', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('from_city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('author', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('answered_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.ForeignKeyConstraint(['from_city'], ['municipality.code'], ),
    sa.PrimaryKeyConstraint('city', 'id')
    )
    with op.batch_alter_table('case_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_question_case'), ['case'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_question_from_city'), ['from_city'], unique=False)

    op.create_table('case_use',
    sa.Column('case', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.PrimaryKeyConstraint('case', 'city')
    )
    with op.batch_alter_table('case_use', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_use_city'), ['city'], unique=False)

    op.create_table('city_case',
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('stage', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('draft', sa.JSON(), nullable=False),
    sa.Column('author', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('saved_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('submitted_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('returned_because', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('validated_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('validated_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('notice_until', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('published', sa.JSON(), nullable=True),
    sa.Column('visibility', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('review_on', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('withdrawn_because', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.PrimaryKeyConstraint('city', 'id'),
    sa.UniqueConstraint('id')
    )
    op.create_table('desk_request',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('need', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('contact', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due_on', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('answered_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('desk_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_desk_request_person'), ['person'], unique=False)

    op.create_table('late_indicator',
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('indicator', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('because', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('accepted', sa.Boolean(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.ForeignKeyConstraint(['indicator'], ['indicator.id'], ),
    sa.PrimaryKeyConstraint('city', 'indicator')
    )
    op.create_table('need_member',
    sa.Column('need', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('volume', sa.Float(), nullable=True),
    sa.Column('unit', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('wanted_in', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('conditions', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('joined_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.ForeignKeyConstraint(['need'], ['shared_need.id'], ),
    sa.PrimaryKeyConstraint('need', 'city')
    )
    with op.batch_alter_table('need_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_member_city'), ['city'], unique=False)

    op.create_table('need_message',
    sa.Column('need', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('removed_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.ForeignKeyConstraint(['need'], ['shared_need.id'], ),
    sa.PrimaryKeyConstraint('need', 'id')
    )
    with op.batch_alter_table('need_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_message_city'), ['city'], unique=False)

    op.create_table('not_tracked',
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('indicator', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.ForeignKeyConstraint(['indicator'], ['indicator.id'], ),
    sa.PrimaryKeyConstraint('city', 'indicator')
    )
    op.create_table('observation',
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('indicator', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('period', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('author', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('written_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('validated_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('published_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.ForeignKeyConstraint(['indicator'], ['indicator.id'], ),
    sa.PrimaryKeyConstraint('city', 'id')
    )
    op.create_table('supplier_notice',
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('case', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('supplier', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('vendor', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due_on', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reply', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('replied_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('replied_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case'], ['city_case.id'], ),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.PrimaryKeyConstraint('city', 'case'),
    sa.UniqueConstraint('code')
    )
    with op.batch_alter_table('reading', schema=None) as batch_op:
        batch_op.add_column(sa.Column('counted', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('method_changed', sa.Boolean(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('recorded_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('reading', schema=None) as batch_op:
        batch_op.drop_column('recorded_at')
        batch_op.drop_column('method_changed')
        batch_op.drop_column('counted')

    op.drop_table('supplier_notice')
    op.drop_table('observation')
    op.drop_table('not_tracked')
    with op.batch_alter_table('need_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_message_city'))

    op.drop_table('need_message')
    with op.batch_alter_table('need_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_member_city'))

    op.drop_table('need_member')
    op.drop_table('late_indicator')
    with op.batch_alter_table('desk_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_desk_request_person'))

    op.drop_table('desk_request')
    op.drop_table('city_case')
    with op.batch_alter_table('case_use', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_use_city'))

    op.drop_table('case_use')
    with op.batch_alter_table('case_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_question_from_city'))
        batch_op.drop_index(batch_op.f('ix_case_question_case'))

    op.drop_table('case_question')
    op.drop_table('follow')
    op.drop_table('shared_need')
