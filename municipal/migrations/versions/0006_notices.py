"""Public notices and contracts."""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notice',
    sa.Column('ocid', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('release', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('date', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('buyer_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('buyer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('municipal', sa.Boolean(), nullable=True),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('method', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('method_label', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('exception', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('nature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('category', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('category_label', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('unspsc', sa.JSON(), nullable=False),
    sa.Column('estimate_low', sa.BigInteger(), nullable=True),
    sa.Column('estimate_high', sa.BigInteger(), nullable=True),
    sa.Column('published_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('closes_at', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('bidders', sa.Integer(), nullable=True),
    sa.Column('url', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.PrimaryKeyConstraint('ocid')
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_category'), ['category'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_number'), ['number'], unique=False)

    op.create_table('contract',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ocid', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('supplier', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('supplier_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('neq', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('neq_doubtful', sa.Boolean(), nullable=False),
    sa.Column('natural', sa.Boolean(), nullable=False),
    sa.Column('locality', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('awarded', sa.BigInteger(), nullable=True),
    sa.Column('final', sa.BigInteger(), nullable=True),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('awarded_on', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('signed_on', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('ends_on', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['ocid'], ['notice.ocid'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('contract', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contract_neq'), ['neq'], unique=False)
        batch_op.create_index(batch_op.f('ix_contract_ocid'), ['ocid'], unique=False)

    op.create_table('notice_release',
    sa.Column('ocid', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('date', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('tags', sa.JSON(), nullable=False),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['ocid'], ['notice.ocid'], ),
    sa.PrimaryKeyConstraint('ocid', 'id')
    )


def downgrade() -> None:
    op.drop_table('notice_release')
    with op.batch_alter_table('contract', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contract_ocid'))
        batch_op.drop_index(batch_op.f('ix_contract_neq'))

    op.drop_table('contract')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_number'))
        batch_op.drop_index(batch_op.f('ix_notice_category'))

    op.drop_table('notice')
