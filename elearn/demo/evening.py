"""A small module that Marta is writing: an evening about saving. It stands in every state of the translation board."""

LESSON, SECOND = "preparare-la-serata", "la-serata"

#: The first lesson as Marta wrote it first, and how she said one sentence better later.
FIRST_IT = """\
Una serata sul risparmio non è una lezione. È una conversazione con un obiettivo: ogni persona torna a casa con
una cifra e una data.

## Chi inviti

Invita otto o dieci persone che si conoscono già. Un gruppo più grande ascolta, un gruppo piccolo parla.

/// tip
Telefona a ognuna due giorni prima. Chi ha ricevuto una telefonata viene.
///

## Che cosa porti

- un foglio quadrettato per ogni persona
- matite, non penne: i numeri cambiano
- lo scontrino di una spesa vera
"""
BETTER = ("Invita otto o dieci persone", "Invita da sei a otto persone")

FIRST_ES = """\
Una velada sobre el ahorro no es una clase. Es una conversación con un objetivo: cada persona vuelve a casa con
una cifra y una fecha.

## A quién invitas

Invita a ocho o diez personas que ya se conozcan. Un grupo más grande escucha, un grupo pequeño habla.

/// tip
Llama a cada una dos días antes. Quien recibe una llamada viene.
///

## Qué llevas

- una hoja cuadriculada para cada persona
- lápices, no bolígrafos: los números cambian
- el recibo de una compra de verdad
"""

SECOND_IT = """\
Comincia con una domanda semplice: «Quando è stata l'ultima volta che ti sono mancati cinquanta euro?» Rispondi
per primo.

## Tre buste

Ogni persona disegna tre buste sul suo foglio: quello che serve subito, quello che serve ogni anno, quello che
serve se qualcosa va storto.

/// case | Le tre buste di Fatou
Fatou scrive 40 euro sulla seconda busta. «La patente di mio figlio», dice. Il gruppo fa i conti con lei: dieci
mesi, quattro euro al mese.
///

## La promessa

Alla fine ognuno legge a voce alta una cifra e una data. Nessuno commenta.
"""
#: In French the beginning only: learners read the rest in Italian, and the board counts what is to do.
SECOND_FR = """\
Commencez par une question simple : « Quand vous a-t-il manqué cinquante euros pour la dernière fois ? »
Répondez en premier.

## Trois enveloppes

Chaque personne dessine trois enveloppes sur sa feuille : ce qu'il faut tout de suite, ce qu'il faut chaque
année, ce qu'il faut si quelque chose tourne mal.
"""
#: The part of the Italian text that the French one translates.
SECOND_IT_PART = SECOND_IT[: SECOND_IT.index("/// case")]

TITLES = {
    "module": {"it": "Una serata sul risparmio", "es": "Una velada sobre el ahorro"},
    LESSON: {"it": "Preparare la serata", "es": "Preparar la velada"},
    SECOND: {"it": "La serata", "fr": "La soirée"},
}
SUMMARIES = {
    "it": "Prepari e conduci un incontro di due ore in cui ogni persona decide quanto mettere da parte.",
    "es": "Preparas y llevas un encuentro de dos horas en el que cada persona decide cuánto apartar.",
}
