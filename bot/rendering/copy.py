"""Short replies: one or two lines of our own words, said in one voice."""

FAILED = (
    "I could not finish looking at that, sorry. Your words are safe with you: nothing was sent or stored. "
    "You can send your message as it is, or try me again in a moment."
)
ONE_MOMENT = "One moment, I am still reading."
NOT_YOURS = "That belongs to someone else, so I left it alone."
NOT_SAVED = "I could not save that just now. Please try again in a moment."
NOT_DONE = "I could not finish that just now, sorry. Please try again in a moment."
NOT_OPENED = "I could not open a window just now, sorry. Please try again in a moment."
NOT_SHOWN = "That is done, but I could not show it here just now. Open my Home tab again to see it."
NOT_CONFIRMED = (
    "Slack did not confirm that my access to your account has ended there. "
    "I have forgotten it, so I can no longer send as you."
)
GONE = "I can no longer tell what that was about. Please ask me again."
