"""Questions that come from other programs and go to them: GIFT, Aiken, Moodle XML, QTI."""
