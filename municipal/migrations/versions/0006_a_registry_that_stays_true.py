"""Curation: decisions about pairs, changes of the registry, files brought, what enterprises declare, the thesaurus."""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('declaration',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('vendor', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('contact', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('key_until', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('told_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('due_on', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('first', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('first_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('first_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('second', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key_hash')
    )
    with op.batch_alter_table('declaration', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_declaration_vendor'), ['vendor'], unique=False)

    op.create_table('import_file',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('encoding', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_url', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('raw', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('report', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('brought_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('confirmed_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('undone_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('undone_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('undone_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('lifecycle_step',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('vendor', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('before', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('after', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('proofs', sa.JSON(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('second', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('lifecycle_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lifecycle_step_vendor'), ['vendor'], unique=False)

    op.create_table('pair_decision',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('left', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('right', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decision', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('into', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('second', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('undone_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('undone_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('undone_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('pair_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pair_decision_left'), ['left'], unique=False)
        batch_op.create_index(batch_op.f('ix_pair_decision_right'), ['right'], unique=False)

    op.create_table('registry_edit',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('vendor', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('second', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('registry_edit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registry_edit_vendor'), ['vendor'], unique=False)

    op.create_table('thesaurus_term',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('node', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('file', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('lang', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('term', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('need', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('effect', sa.JSON(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('second', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('second_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('vendor_alias',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('vendor', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('vendor_alias', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vendor_alias_vendor'), ['vendor'], unique=False)

    op.create_table('vendor_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vendor', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('act', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('before', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('after', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('taken_back', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('vendor_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vendor_change_origin'), ['origin'], unique=False)
        batch_op.create_index(batch_op.f('ix_vendor_change_vendor'), ['vendor'], unique=False)

    op.create_table('weak_need_answer',
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('need', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('verdict', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('key')
    )
    with op.batch_alter_table('notice_release', schema=None) as batch_op:
        batch_op.add_column(sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(), server_default=sa.text("''"), nullable=False))

    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column('answered_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('answered_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True))

    with op.batch_alter_table('solution', schema=None) as batch_op:
        batch_op.add_column(sa.Column('tagged', sqlmodel.sql.sqltypes.AutoString(), server_default='person', nullable=False))
        batch_op.add_column(sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(), server_default='seed', nullable=False))

    with op.batch_alter_table('vendor', schema=None) as batch_op:
        batch_op.add_column(sa.Column('description', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('further', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('declared', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(), server_default='seed', nullable=False))
        batch_op.add_column(sa.Column('confirmed_on', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('merged_into', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.create_index(batch_op.f('ix_vendor_merged_into'), ['merged_into'], unique=False)
        batch_op.create_index(batch_op.f('ix_vendor_status'), ['status'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('vendor', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vendor_status'))
        batch_op.drop_index(batch_op.f('ix_vendor_merged_into'))
        batch_op.drop_column('merged_into')
        batch_op.drop_column('confirmed_on')
        batch_op.drop_column('origin')
        batch_op.drop_column('declared')
        batch_op.drop_column('further')
        batch_op.drop_column('description')

    with op.batch_alter_table('solution', schema=None) as batch_op:
        batch_op.drop_column('origin')
        batch_op.drop_column('tagged')

    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_column('answered_at')
        batch_op.drop_column('answered_by')
        batch_op.drop_column('answer')

    with op.batch_alter_table('notice_release', schema=None) as batch_op:
        batch_op.drop_column('origin')

    op.drop_table('weak_need_answer')
    with op.batch_alter_table('vendor_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vendor_change_vendor'))
        batch_op.drop_index(batch_op.f('ix_vendor_change_origin'))

    op.drop_table('vendor_change')
    with op.batch_alter_table('vendor_alias', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vendor_alias_vendor'))

    op.drop_table('vendor_alias')
    op.drop_table('thesaurus_term')
    with op.batch_alter_table('registry_edit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registry_edit_vendor'))

    op.drop_table('registry_edit')
    with op.batch_alter_table('pair_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pair_decision_right'))
        batch_op.drop_index(batch_op.f('ix_pair_decision_left'))

    op.drop_table('pair_decision')
    with op.batch_alter_table('lifecycle_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lifecycle_step_vendor'))

    op.drop_table('lifecycle_step')
    op.drop_table('import_file')
    with op.batch_alter_table('declaration', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_declaration_vendor'))

    op.drop_table('declaration')
