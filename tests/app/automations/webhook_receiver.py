# SPDX-License-Identifier: GPL-3.0-or-later
"""Receives webhooks as the Standard Webhooks specification says, by hmac and base64 of Python's own.

webhook_receiver.py SECRET STATUS...: answers with the statuses in turn, then always with the last one, and prints a
line of JSON for each request. A status of 0 hangs up without an answer; "302" sends elsewhere.
"""
import base64
import hashlib
import hmac
import http.server
import json
import sys

secret = sys.argv[1]
statuses = [int(word) for word in sys.argv[2:]]
key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)


class Receiver(http.server.BaseHTTPRequestHandler):
    count = 0

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.tell({"method": "GET", "path": self.path})
        self.send_response(200)
        self.end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        message = self.headers["webhook-id"]
        timestamp = self.headers["webhook-timestamp"]
        signed = f"{message}.{timestamp}.".encode() + body
        right = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        self.tell({
            "method": "POST",
            "path": self.path,
            "id": message,
            "timestamp": timestamp,
            "isRight": right in self.headers["webhook-signature"].split(" "),
            "type": self.headers["Content-Type"],
            "body": json.loads(body),
        })
        status = statuses[min(Receiver.count, len(statuses) - 1)]
        Receiver.count += 1
        if status == 0:
            self.close_connection = True
            return
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(b"thank you" * 10)

    @staticmethod
    def tell(request):
        print(json.dumps(request), flush=True)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.serve_forever()
