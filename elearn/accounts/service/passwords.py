"""Hashing secrets with argon2id, and checking them at the same cost whether or not there is one."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from elearn.accounts.rules import spell_password

#: 19 MiB, 2 rounds, 1 lane (docs of the project: 64 MiB at a time can exhaust a small server).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: Two at a time: a whole class may sign in at once without exhausting the memory of a small server.
_AT_ONCE = BoundedSemaphore(2)
#: The hash of a secret that nobody knows. Checking against it makes an unknown name cost what a known one costs.
DECOY = "$argon2id$v=19$m=19456,t=2,p=1$zfLzVTZi7t+v9Jg/Co7V7w$V3AylmF8xGPrs4Yv9kg0q7kMGxOnHARapHUiftti2Ho"


def hash_secret(secret: str) -> str:
    """The argon2id hash of a password or PIN."""
    with _AT_ONCE:
        return _HASHER.hash(spell_password(secret))


def is_right(secret_hash: str | None, secret: str) -> bool:
    """Whether a secret belongs to a hash. Without a hash it is wrong, and takes as long."""
    with _AT_ONCE:
        try:
            _HASHER.verify(secret_hash or DECOY, spell_password(secret))
        except (VerificationError, InvalidHashError):
            return False
    return secret_hash is not None


def is_outdated(secret_hash: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(secret_hash)
