"""Signs the address of a transform with the newest key of a Darkroom deployment."""

import base64
import hashlib
import hmac
import os
import sys
import time


def token(key_id, secret, image_id, scope, expires=""):
    """The value of `s`. `scope` is "presets", or a transform in canonical order."""
    text = f"darkroom-1\n{image_id}\n{scope}\n{expires}"
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    mac = base64.urlsafe_b64encode(digest).decode()[:22]
    return ".".join(part for part in (key_id, str(expires), mac) if part)


def canonical(transform):
    """Parameters in the order in which they are signed."""
    return "-".join(sorted(transform.split("-")))


def expiry(seconds, now):
    """Rounded up, so that an address stays the same, and cacheable, for so many seconds."""
    return (int(now) // seconds + 2) * seconds


def newest_key(path):
    """A new key is read by everybody after five minutes; until then the one before it signs."""
    import boto3

    pages = boto3.client("ssm").get_paginator("get_parameters_by_path")
    found = [
        parameter
        for page in pages.paginate(Path=path, WithDecryption=True)
        for parameter in page["Parameters"]
    ]
    if not found:
        sys.exit(f"There is no key below {path}. Make one: darkroom keys --add")
    found.sort(key=lambda parameter: parameter["LastModifiedDate"], reverse=True)
    settled = [key for key in found if time.time() - key["LastModifiedDate"].timestamp() >= 300]
    key = settled[0] if settled else found[-1]
    return key["Name"].rsplit("/", 1)[1], key["Value"]


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: sign_address.py DELIVERY_URL IMAGE_ID TRANSFORM")
    delivery_url, image_id, transform = sys.argv[1:]
    key_id, secret = newest_key(os.environ.get("DARKROOM_KEYS_PATH", "/darkroom/dev/delivery-keys"))
    signature = token(key_id, secret, image_id, canonical(transform), expiry(3600, time.time()))
    print(f"{delivery_url}/{image_id}/{transform}?s={signature}")


if __name__ == "__main__":
    main()
