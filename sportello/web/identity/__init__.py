"""The login pages: a conversation is shown, its citizen proves who they are, and it goes on."""
