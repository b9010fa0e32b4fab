"""The first schema: registry, places, indicators, resources, reports."""

from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('indicator',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sort_key_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sort_key_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unit_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unit_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('polarity', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('scale', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('domains', sa.JSON(), nullable=False),
    sa.Column('dimension', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('lever', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('level', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('frequency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('publisher_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('publisher_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('description_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('description_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_url', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('checked_on', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('verified', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_dimension'), ['dimension'], unique=False)
        batch_op.create_index(batch_op.f('ix_indicator_sort_key_en'), ['sort_key_en'], unique=False)
        batch_op.create_index(batch_op.f('ix_indicator_sort_key_fr'), ['sort_key_fr'], unique=False)

    op.create_table('region',
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('code')
    )
    op.create_table('resource',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sort_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('scope', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('summary_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('summary_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('use_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('use_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('eligibility_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('eligibility_en', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('amount_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('amount_en', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('deadline', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('domains', sa.JSON(), nullable=False),
    sa.Column('url', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('source_title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_url', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('source_date', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('read_on', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_resource_sort_key'), ['sort_key'], unique=False)

    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('world', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('seed_row',
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'key')
    )
    op.create_table('vendor',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sort_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('neq', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('region_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('region_en', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('website', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('neq')
    )
    with op.batch_alter_table('vendor', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vendor_sort_key'), ['sort_key'], unique=False)

    op.create_table('mrc',
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['region'], ['region.code'], ),
    sa.PrimaryKeyConstraint('code')
    )
    op.create_table('solution',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('vendor', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sort_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('summary_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('summary_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('domains', sa.JSON(), nullable=False),
    sa.Column('capabilities', sa.JSON(), nullable=False),
    sa.Column('hosting', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('smallest_population', sa.Integer(), nullable=True),
    sa.Column('price_low', sa.Integer(), nullable=True),
    sa.Column('price_high', sa.Integer(), nullable=True),
    sa.Column('open_source', sa.Boolean(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['vendor'], ['vendor.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('solution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_solution_sort_key'), ['sort_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_solution_vendor'), ['vendor'], unique=False)

    op.create_table('fact',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('solution', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('field', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('text_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_url', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('source_date', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('read_on', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('verified', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['solution'], ['solution.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('fact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fact_solution'), ['solution'], unique=False)

    op.create_table('fit_statement',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('solution', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('node', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('verdict', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_url', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('source_date', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('read_on', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['solution'], ['solution.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('fit_statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fit_statement_solution'), ['solution'], unique=False)

    op.create_table('municipality',
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sort_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('designation', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('mrc', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('population', sa.Integer(), nullable=False),
    sa.Column('population_year', sa.Integer(), nullable=True),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.Column('area_km2', sa.Float(), nullable=True),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['mrc'], ['mrc.code'], ),
    sa.ForeignKeyConstraint(['region'], ['region.code'], ),
    sa.PrimaryKeyConstraint('code')
    )
    with op.batch_alter_table('municipality', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_municipality_mrc'), ['mrc'], unique=False)
        batch_op.create_index(batch_op.f('ix_municipality_region'), ['region'], unique=False)
        batch_op.create_index(batch_op.f('ix_municipality_sort_key'), ['sort_key'], unique=False)

    op.create_table('report',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('solution', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('message', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('contact', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due_on', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_solution'), ['solution'], unique=False)

    op.create_table('municipality_alias',
    sa.Column('alias', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sort_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['code'], ['municipality.code'], ),
    sa.PrimaryKeyConstraint('alias', 'code')
    )
    with op.batch_alter_table('municipality_alias', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_municipality_alias_sort_key'), ['sort_key'], unique=False)

    op.create_table('reading',
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('indicator', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('period', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value', sa.Float(), nullable=False),
    sa.Column('source_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.ForeignKeyConstraint(['indicator'], ['indicator.id'], ),
    sa.PrimaryKeyConstraint('city', 'indicator', 'period')
    )
    op.create_table('tracked',
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('indicator', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('since', sa.Integer(), nullable=False),
    sa.Column('source_fr', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('worst', sa.Float(), nullable=True),
    sa.Column('target', sa.Float(), nullable=True),
    sa.ForeignKeyConstraint(['city'], ['municipality.code'], ),
    sa.ForeignKeyConstraint(['indicator'], ['indicator.id'], ),
    sa.PrimaryKeyConstraint('city', 'indicator')
    )


def downgrade() -> None:
    op.drop_table('tracked')
    op.drop_table('reading')
    with op.batch_alter_table('municipality_alias', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_municipality_alias_sort_key'))

    op.drop_table('municipality_alias')
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_solution'))

    op.drop_table('report')
    with op.batch_alter_table('municipality', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_municipality_sort_key'))
        batch_op.drop_index(batch_op.f('ix_municipality_region'))
        batch_op.drop_index(batch_op.f('ix_municipality_mrc'))

    op.drop_table('municipality')
    with op.batch_alter_table('fit_statement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fit_statement_solution'))

    op.drop_table('fit_statement')
    with op.batch_alter_table('fact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fact_solution'))

    op.drop_table('fact')
    with op.batch_alter_table('solution', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_solution_vendor'))
        batch_op.drop_index(batch_op.f('ix_solution_sort_key'))

    op.drop_table('solution')
    op.drop_table('mrc')
    with op.batch_alter_table('vendor', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vendor_sort_key'))

    op.drop_table('vendor')
    op.drop_table('seed_row')
    op.drop_table('revision')
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_sort_key'))
        batch_op.drop_index(batch_op.f('ix_resource_kind'))

    op.drop_table('resource')
    op.drop_table('region')
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_sort_key_fr'))
        batch_op.drop_index(batch_op.f('ix_indicator_sort_key_en'))
        batch_op.drop_index(batch_op.f('ix_indicator_dimension'))

    op.drop_table('indicator')
