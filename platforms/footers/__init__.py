"""What closes each message of a broadcast: how to have no more of them."""
