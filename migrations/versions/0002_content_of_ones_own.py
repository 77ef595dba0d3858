"""content of one's own: what an organisation imported is not what the product shipped."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this version."""
    with op.batch_alter_table('content_head', schema=None) as batch_op:
        batch_op.add_column(sa.Column('own_base_digest', sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table('content_head', schema=None) as batch_op:
        batch_op.drop_column('own_base_digest')
