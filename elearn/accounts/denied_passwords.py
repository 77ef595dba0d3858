"""Words that guessers try first, in our five languages: not as a password, nor repeated or with digits around them.

Only what can reach twelve characters that way matters. Sequences of keys and digits stand here too.
"""

_WORDS = """
password passwort passw0rd p@ssword contraseña contrasena contraseñasegura motdepasse motpasse parola
paroladordine parolasegreta kennwort geheim geheimnis segreto segreta secret secreto sesamo apritisesamo
sésameouvretoi ábretesésamo admin administrator administrateur administrador amministratore verwaltung root
toor guest gast ospite invité invitado welcome benvenuto benvenuta benvenuti bienvenue bienvenido bienvenida
willkommen hello ciao hola bonjour salut hallo letmein fammientrare laissemoientrer déjameentrar
lassmichrein changeme cambiami changezmoi cámbiame ändermich iloveyou tiamo tivogliobene amoremio amore
tequiero teamo miamor jetaime monamour ichliebedich liebe schatz qwerty qwertyuiop qwertyuiopasdfghjkl
azerty azertyuiop qwertz qwertzuiop asdfghjkl asdfgh zxcvbnm yxcvbnm 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
qazwsx qazwsxedc qazwsxedcrfv 1qaz2wsx 1qaz2wsx3edc abc abcd abcdef abcdefgh abcdefghijkl abcdefghijklm
abc123 12345 123456 1234567 12345678 123456789 1234567890 12345678901 123456789012 1234567890123
012345678901 098765432109 0123456789 9876543210 987654321098 123123123123 123412341234 123456123456
123456654321 112233445566 111222333444 quaderno quadernino notebook cuaderno cahier heft schulheft elearn
elearning microcredit microcredito microcrédito microcrédit mikrokredit formazione formation formación
ausbildung scuola school école escuela schule juventus forzajuve forzainter forzamilan forzanapoli forzaroma
realmadrid halamadrid barcelona fcbarcelona olympiquemarseille parissaintgermain bayernmünchen
bayernmuenchen schalke football calcio fútbol futbol fussball italia italy españa espana france frankreich
deutschland allemagne alemania germania africa afrika afrique sunshine princess principessa princesse
princesa prinzessin dragon drago drache monkey superman batman pokemon computer internet samsung iphone
android facebook whatsapp google
"""

DENIED = frozenset(_WORDS.split())
