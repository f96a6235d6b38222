"""Verifies a DSSE envelope of a Sigstore bundle with securesystemslib; knows nothing of hyper.

stdin: {"bundle": {...}, "scheme": "...", "keytype": "...", "public": "..."}; prints the payload, or exits with 1.
"""

import base64
import json
import sys

from securesystemslib.signer import Signature, SSlibKey

request = json.load(sys.stdin)
envelope = request["bundle"]["dsseEnvelope"]
payload = base64.b64decode(envelope["payload"], validate=True)
payload_type = envelope["payloadType"].encode("utf-8")
covered = b"DSSEv1 %d %b %d %b" % (len(payload_type), payload_type, len(payload), payload)
(only,) = envelope["signatures"]
# It takes key ids of hex digits only.
key_id = only["keyid"].removeprefix("sha256:")
key = SSlibKey(key_id, request["keytype"], request["scheme"], {"public": request["public"]})
key.verify_signature(Signature(key_id, base64.b64decode(only["sig"]).hex()), covered)
sys.stdout.buffer.write(payload)
