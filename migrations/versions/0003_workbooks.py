"""workbooks: sheets with all their revisions, members, feedback on snapshots."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this version."""
    op.create_table('workbooks_workbook',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('profile', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('start', sa.Date(), nullable=True),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workbooks_workbook')),
    sa.UniqueConstraint('public_id', name=op.f('uq_workbooks_workbook_public_id'))
    )
    op.create_table('workbooks_invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workbook_id', sa.Integer(), nullable=False),
    sa.Column('token_digest', sa.Text(), nullable=False),
    sa.Column('role', sa.String(length=8), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workbook_id'], ['workbooks_workbook.id'], name=op.f('fk_workbooks_invitation_workbook_id_workbooks_workbook'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workbooks_invitation')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_workbooks_invitation_token_digest'))
    )
    with op.batch_alter_table('workbooks_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workbooks_invitation_workbook_id'), ['workbook_id'], unique=False)

    op.create_table('workbooks_member',
    sa.Column('workbook_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=8), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_workbooks_member_person_id_accounts_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workbook_id'], ['workbooks_workbook.id'], name=op.f('fk_workbooks_member_workbook_id_workbooks_workbook'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workbook_id', 'person_id', name=op.f('pk_workbooks_member'))
    )
    with op.batch_alter_table('workbooks_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workbooks_member_person_id'), ['person_id'], unique=False)

    op.create_table('workbooks_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workbook_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workbook_id'], ['workbooks_workbook.id'], name=op.f('fk_workbooks_sheet_workbook_id_workbooks_workbook'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workbooks_sheet')),
    sa.UniqueConstraint('workbook_id', 'kind', name=op.f('uq_workbooks_sheet_workbook_id'))
    )
    op.create_table('workbooks_snapshot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workbook_id', sa.Integer(), nullable=False),
    sa.Column('documents', sa.JSON(), nullable=False),
    sa.Column('versions', sa.JSON(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workbook_id'], ['workbooks_workbook.id'], name=op.f('fk_workbooks_snapshot_workbook_id_workbooks_workbook'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workbooks_snapshot'))
    )
    with op.batch_alter_table('workbooks_snapshot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workbooks_snapshot_workbook_id'), ['workbook_id'], unique=False)

    op.create_table('workbooks_upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('workbook_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_workbooks_upload_person_id_accounts_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workbook_id'], ['workbooks_workbook.id'], name=op.f('fk_workbooks_upload_workbook_id_workbooks_workbook'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workbooks_upload')),
    sa.UniqueConstraint('public_id', name=op.f('uq_workbooks_upload_public_id'))
    )
    with op.batch_alter_table('workbooks_upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workbooks_upload_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_workbooks_upload_workbook_id'), ['workbook_id'], unique=False)

    op.create_table('workbooks_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('workbook_id', sa.Integer(), nullable=False),
    sa.Column('snapshot_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('module', sa.Text(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reviewer_id', sa.Integer(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.String(length=8), nullable=False),
    sa.Column('marks', sa.JSON(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['accounts_person.id'], name=op.f('fk_workbooks_review_asked_by_accounts_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['reviewer_id'], ['accounts_person.id'], name=op.f('fk_workbooks_review_reviewer_id_accounts_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['snapshot_id'], ['workbooks_snapshot.id'], name=op.f('fk_workbooks_review_snapshot_id_workbooks_snapshot'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workbook_id'], ['workbooks_workbook.id'], name=op.f('fk_workbooks_review_workbook_id_workbooks_workbook'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workbooks_review')),
    sa.UniqueConstraint('public_id', name=op.f('uq_workbooks_review_public_id'))
    )
    with op.batch_alter_table('workbooks_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workbooks_review_asked_by'), ['asked_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_workbooks_review_reviewer_id'), ['reviewer_id'], unique=False)
        batch_op.create_index('ix_workbooks_review_state', ['state', 'kind', 'asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_workbooks_review_workbook_id'), ['workbook_id'], unique=False)

    op.create_table('workbooks_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(length=8), nullable=False),
    sa.Column('of', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_workbooks_revision_person_id_accounts_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['sheet_id'], ['workbooks_sheet.id'], name=op.f('fk_workbooks_revision_sheet_id_workbooks_sheet'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workbooks_revision')),
    sa.UniqueConstraint('sheet_id', 'version', name=op.f('uq_workbooks_revision_sheet_id'))
    )
    with op.batch_alter_table('workbooks_revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workbooks_revision_person_id'), ['person_id'], unique=False)

    op.create_table('workbooks_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('workbook_id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=True),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('sheet', sa.Text(), nullable=False),
    sa.Column('node', sa.Text(), nullable=False),
    sa.Column('field', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=5), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['accounts_person.id'], name=op.f('fk_workbooks_comment_author_id_accounts_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['parent_id'], ['workbooks_comment.id'], name=op.f('fk_workbooks_comment_parent_id_workbooks_comment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['review_id'], ['workbooks_review.id'], name=op.f('fk_workbooks_comment_review_id_workbooks_review'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workbook_id'], ['workbooks_workbook.id'], name=op.f('fk_workbooks_comment_workbook_id_workbooks_workbook'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workbooks_comment')),
    sa.UniqueConstraint('public_id', name=op.f('uq_workbooks_comment_public_id'))
    )
    with op.batch_alter_table('workbooks_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workbooks_comment_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_workbooks_comment_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_workbooks_comment_review_id'), ['review_id'], unique=False)
        batch_op.create_index('ix_workbooks_comment_workbook_id_state', ['workbook_id', 'state'], unique=False)



def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table('workbooks_comment', schema=None) as batch_op:
        batch_op.drop_index('ix_workbooks_comment_workbook_id_state')
        batch_op.drop_index(batch_op.f('ix_workbooks_comment_review_id'))
        batch_op.drop_index(batch_op.f('ix_workbooks_comment_parent_id'))
        batch_op.drop_index(batch_op.f('ix_workbooks_comment_author_id'))

    op.drop_table('workbooks_comment')
    with op.batch_alter_table('workbooks_revision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workbooks_revision_person_id'))

    op.drop_table('workbooks_revision')
    with op.batch_alter_table('workbooks_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workbooks_review_workbook_id'))
        batch_op.drop_index('ix_workbooks_review_state')
        batch_op.drop_index(batch_op.f('ix_workbooks_review_reviewer_id'))
        batch_op.drop_index(batch_op.f('ix_workbooks_review_asked_by'))

    op.drop_table('workbooks_review')
    with op.batch_alter_table('workbooks_upload', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workbooks_upload_workbook_id'))
        batch_op.drop_index(batch_op.f('ix_workbooks_upload_person_id'))

    op.drop_table('workbooks_upload')
    with op.batch_alter_table('workbooks_snapshot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workbooks_snapshot_workbook_id'))

    op.drop_table('workbooks_snapshot')
    op.drop_table('workbooks_sheet')
    with op.batch_alter_table('workbooks_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workbooks_member_person_id'))

    op.drop_table('workbooks_member')
    with op.batch_alter_table('workbooks_invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workbooks_invitation_workbook_id'))

    op.drop_table('workbooks_invitation')
    op.drop_table('workbooks_workbook')
