"""authoring: rights, history, reviews, schedules, marks, uploads; what updates offer."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this version."""
    op.create_table('authoring_policy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trainers_write', sa.Boolean(), nullable=False),
    sa.Column('needs_review', sa.Boolean(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_authoring_policy_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_policy'))
    )
    op.create_table('content_offer',
    sa.Column('path', sa.String(length=255), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.Column('when', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('path', name=op.f('pk_content_offer'))
    )
    op.create_table('authoring_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('when', sa.DateTime(timezone=True), nullable=False),
    sa.Column('unit', sa.String(length=100), nullable=False),
    sa.Column('path', sa.String(length=255), nullable=False),
    sa.Column('act', sa.String(length=40), nullable=False),
    sa.Column('before', sa.String(length=64), nullable=True),
    sa.Column('after', sa.String(length=64), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_authoring_event_person_id_accounts_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_event'))
    )
    with op.batch_alter_table('authoring_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_event_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_authoring_event_unit_id', ['unit', 'id'], unique=False)

    op.create_table('authoring_grant',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=10), nullable=False),
    sa.Column('scope', sa.String(length=100), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("role IN ('author', 'translator', 'reviewer')", name=op.f('ck_authoring_grant_role')),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_authoring_grant_person_id_accounts_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'role', 'scope', name=op.f('pk_authoring_grant'))
    )
    op.create_table('authoring_presence',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.String(length=255), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_authoring_presence_person_id_accounts_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'path', name=op.f('pk_authoring_presence'))
    )
    with op.batch_alter_table('authoring_presence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_presence_seen_at'), ['seen_at'], unique=False)

    op.create_table('authoring_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(length=100), nullable=False),
    sa.Column('state', sa.String(length=64), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved', sa.Boolean(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['accounts_person.id'], name=op.f('fk_authoring_review_asked_by_accounts_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['decided_by'], ['accounts_person.id'], name=op.f('fk_authoring_review_decided_by_accounts_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_review'))
    )
    with op.batch_alter_table('authoring_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_review_asked_by'), ['asked_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_authoring_review_decided_by'), ['decided_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_authoring_review_unit'), ['unit'], unique=False)

    op.create_table('authoring_schedule',
    sa.Column('unit', sa.String(length=100), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('failed', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_authoring_schedule_person_id_accounts_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('unit', name=op.f('pk_authoring_schedule'))
    )
    with op.batch_alter_table('authoring_schedule', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_schedule_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_authoring_schedule_person_id'), ['person_id'], unique=False)

    op.create_table('authoring_upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('target', sa.String(length=255), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_authoring_upload_person_id_accounts_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_upload')),
    sa.UniqueConstraint('public_id', name=op.f('uq_authoring_upload_public_id'))
    )
    with op.batch_alter_table('authoring_upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_upload_made_at'), ['made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_authoring_upload_person_id'), ['person_id'], unique=False)

    op.create_table('quizzes_correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('module', sa.Text(), nullable=False),
    sa.Column('quiz', sa.Text(), nullable=False),
    sa.Column('question_id', sa.Text(), nullable=False),
    sa.Column('asks_again', sa.Boolean(), nullable=False),
    sa.Column('key_digest', sa.Text(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('release', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['release'], ['content_release.id'], name=op.f('fk_quizzes_correction_release_content_release')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_correction'))
    )
    op.create_table('quizzes_marking',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('correction_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('per_mille', sa.Integer(), nullable=True),
    sa.Column('result', sa.Integer(), nullable=False),
    sa.Column('response', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('per_mille BETWEEN 0 AND 1000 AND result BETWEEN 0 AND 1000', name=op.f('ck_quizzes_marking_per_mille')),
    sa.ForeignKeyConstraint(['attempt_id'], ['quizzes_attempt.id'], name=op.f('fk_quizzes_marking_attempt_id_quizzes_attempt'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['correction_id'], ['quizzes_correction.id'], name=op.f('fk_quizzes_marking_correction_id_quizzes_correction')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_marking')),
    sa.UniqueConstraint('attempt_id', 'correction_id', 'revision', name=op.f('uq_quizzes_marking_attempt_id'))
    )
    with op.batch_alter_table('quizzes_marking', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quizzes_marking_correction_id'), ['correction_id'], unique=False)

    op.add_column('progress_fact', sa.Column('replaces', sa.Integer(), nullable=True))
    op.create_index(
        'ix_progress_fact_replaces',
        'progress_fact',
        ['replaces'],
        unique=True,
        sqlite_where=sa.text('replaces IS NOT NULL'),
        postgresql_where=sa.text('replaces IS NOT NULL'),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index('ix_progress_fact_replaces', table_name='progress_fact')
    with op.batch_alter_table('progress_fact', schema=None) as batch_op:
        batch_op.drop_column('replaces')

    op.drop_table('quizzes_marking')
    op.drop_table('quizzes_correction')
    with op.batch_alter_table('authoring_upload', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authoring_upload_person_id'))
        batch_op.drop_index(batch_op.f('ix_authoring_upload_made_at'))

    op.drop_table('authoring_upload')
    with op.batch_alter_table('authoring_schedule', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authoring_schedule_person_id'))
        batch_op.drop_index(batch_op.f('ix_authoring_schedule_due_at'))

    op.drop_table('authoring_schedule')
    with op.batch_alter_table('authoring_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authoring_review_unit'))
        batch_op.drop_index(batch_op.f('ix_authoring_review_decided_by'))
        batch_op.drop_index(batch_op.f('ix_authoring_review_asked_by'))

    op.drop_table('authoring_review')
    with op.batch_alter_table('authoring_presence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authoring_presence_seen_at'))

    op.drop_table('authoring_presence')
    op.drop_table('authoring_grant')
    with op.batch_alter_table('authoring_event', schema=None) as batch_op:
        batch_op.drop_index('ix_authoring_event_unit_id')
        batch_op.drop_index(batch_op.f('ix_authoring_event_person_id'))

    op.drop_table('authoring_event')
    op.drop_table('content_offer')
    op.drop_table('authoring_policy')
