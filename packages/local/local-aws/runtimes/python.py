"""The bootstrap of a Python execution environment: a client of the Lambda Runtime API, like AWS's own."""

import importlib
import json
import logging
import os
import sys
import time
import traceback
from decimal import Decimal
from http.client import HTTPConnection

API = "/2018-06-01/runtime"
env = os.environ
as_json = env.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
request_id = ""
# The function's output takes another way than its response. A mark in both streams shows where the output ends.
streams = (sys.stdout, sys.stderr)


class Fault(Exception):
    """What is wrong with the function itself, by AWS's name of it."""

    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind, self.message, self.trace = kind, message, list(trace)


class Context:
    """AWS Lambda Developer Guide, "Using the Lambda context object to retrieve Python function information"."""

    def __init__(self, headers):
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = env["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = env["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = env["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = env["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        client = headers.get("Lambda-Runtime-Client-Context")
        self.client_context = json.loads(client) if client else None

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class Formatter(logging.Formatter):
    converter = time.gmtime

    def format(self, record):
        at = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        if not as_json:
            message = super().format(record).replace("\n", "\r")
            return f"[{record.levelname}]\t{at}.{int(record.msecs):03d}Z\t{request_id}\t{message}"
        fields = {"level": record.levelname, "message": record.getMessage(), "logger": record.name}
        return json.dumps({"timestamp": f"{at}Z", **fields, "requestId": request_id})


connection = HTTPConnection(env["AWS_LAMBDA_RUNTIME_API"])


def call(method, path, body=None, headers={}):
    try:
        connection.request(method, API + path, body, headers)
        response = connection.getresponse()
        return response.headers, response.read()
    except OSError:
        os._exit(1)  # if the cloud is gone, the environment must end too


def mark_output_end():
    for stream in streams:
        stream.write(f"\0end {request_id}\n")
        stream.flush()


def describe(error):
    if isinstance(error, Fault):
        return error.kind, error.message, error.trace
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    return type(error).__name__, str(error), traceback.format_list(frames)


def report(path, error):
    kind, message, trace = describe(error)
    document = {"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": trace}
    lines = [f"[ERROR] {kind}: {message}", "Traceback (most recent call last):"]
    text = "\r".join(lines + [line for each in trace for line in each.splitlines()])
    print(json.dumps({"level": "ERROR", **document}) if as_json else text)
    mark_output_end()
    call("POST", path, json.dumps(document), {"Lambda-Runtime-Function-Error-Type": kind})


def load_handler():
    name = env["_HANDLER"]
    module_name, dot, function = name.rpartition(".")
    if not dot:
        told = "not enough values to unpack (expected 2, got 1)"
        raise Fault("Runtime.MalformedHandlerName", f"Bad handler '{name}': {told}")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}")
    except SyntaxError as error:
        trace = [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}']
        raise Fault(
            "Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}", trace
        )
    if not hasattr(module, function):
        raise Fault(
            "Runtime.HandlerNotFound", f"Handler '{function}' missing on module '{module_name}'"
        )
    return getattr(module, function)


def number(value):
    """DynamoDB's numbers are decimals."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def answer_of(handler, event, context):
    value = handler(event, context)
    try:
        return json.dumps(value, ensure_ascii=False, default=number).encode()
    except Exception as error:
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}")


output = logging.StreamHandler(sys.stdout)
output.setFormatter(Formatter("%(message)s"))
logging.getLogger().addHandler(output)
sys.path[0] = env["LAMBDA_TASK_ROOT"]

try:
    handle = load_handler()
except Exception as error:
    report("/init/error", error)
    sys.exit(1)

while True:
    headers, body = call("GET", "/invocation/next")
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    env["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id") or ""
    path = f"/invocation/{request_id}"
    try:
        answer = answer_of(handle, json.loads(body), Context(headers))
    except Exception as error:
        report(f"{path}/error", error)
        continue
    mark_output_end()
    call("POST", f"{path}/response", answer, {"Content-Type": "application/json"})
