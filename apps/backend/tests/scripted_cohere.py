"""A stand-in for Cohere's chat, version 2: a real HTTP server that plays written answers, frame by frame.

In tests, `run_scripted_cohere()` gives a server whose answers are queued with `play(...)`. As a program it stands in
for Cohere behind a deployed application:

    python scripted_cohere.py --host 0.0.0.0 --port 9099        # any Python 3.12, no packages
    COHERE_BASE_URL=http://<host>:9099/v2  COHERE_API_KEY=scripted  (of the backend)

It then answers by what the last message of the user contains, in any case of letters:

    add milk and bread          two add_task calls at once, then "Added milk and bread."
    add <title> for tomorrow    add_task with tomorrow's date, taken from the prompt, then a text
    add <title>                 add_task, then a text
    what is due today           list_tasks today, then a text with the titles
    list / show                 list_tasks all, then a text with the titles
    find <words>                search_tasks, then a text; asks which one if several match
    complete <words>            search_tasks, then complete_tasks of the one that matches, or a question
    rename <words> to <title>   search_tasks, then update_tasks, or a question
    delete everything           list_tasks all, then delete_tasks of all of them, then a text
    complete everything         list_tasks all, then complete_tasks of all of them, then a text
    delete <words>              search_tasks, then delete_tasks of the one that matches, or a question
    undo                        undo of the last change, then a text
    tell a long story           forty words, one every 150 ms: time to press Stop
    be slow                     nothing for 8 seconds, then a text
    be very slow                nothing for 10 minutes
    think aloud                 content of type thinking, then a text
    too long                    half a text, then MAX_TOKENS
    drop the stream             half a text, then the connection breaks
    end without a word          the stream ends before the message does
    break inside                half a text, then message-end with an error
    send garbage                frames that are not JSON
    send html                   a web page with status 200
    call forever                a tool call in every answer
    call two hundred tools      200 parallel calls
    fail 429 | 402 | 401 | 404 | 500 | 503    that status (429 with Retry-After: 2)
    fail monthly                429 with the text of a trial key's monthly limit
    anything else               a text that repeats it

`GET /` tells how many requests there were and how many of them were hung up on, as JSON; `DELETE /` forgets them.

The requests are checked as Cohere checks them (400 if wrong): the key, the required members, tools in the part of JSON
schema that strict mode knows, and that each tool call is answered.
"""

import argparse
import json
import re
import select
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, override

KEY = "scripted"
TRIAL_MONTH = (
    "You are using a Trial key, which is limited to 1000 API calls / month. You can continue to use the Trial key for "
    "free or upgrade to a Production key with higher rate limits. Contact us on Discord if you have questions."
)
TRIAL_MINUTE = "You are using a Trial key, which is limited to 20 API calls / minute."
HTML = b"<!doctype html><title>502</title><p>A proxy's idea of an answer.</p>"
CUT = "cut"
LEFT = "left"

type Frame = dict[str, Any]
# A frame, a pause in seconds, bytes as they are, or how the connection ends.
type Act = Frame | float | bytes | str
type Request = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What one request is answered with."""

    acts: tuple[Act, ...] = ()
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


# An answer may depend on what the model was told.
type Script = Answer | Callable[[Request], Answer]


class UnknowableError(Exception):
    """The script wants something that no model could know from the request."""


# ---- frames ----------------------------------------------------------------------------------------------------------


def build_start() -> Frame:
    """The beginning of every stream."""
    message = {"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []}
    return {"type": "message-start", "id": "29f14a5a-11de-4cae-9800-25e4747408ea", "delta": {"message": message}}


def build_end(reason: str, error: str | None = None) -> Frame:
    """The end of every stream that has one."""
    tokens = {"input_tokens": 93, "output_tokens": 14}
    delta: dict[str, Any] = {"finish_reason": reason, "usage": {"billed_units": tokens, "tokens": tokens}}
    return {"type": "message-end", "delta": delta | ({"error": error} if error else {})}


def build_text(text: str, index: int = 0, kind: str = "text") -> Iterator[Frame]:
    """A block of content, word by word."""
    opening = {"type": kind, kind: ""}
    yield {"type": "content-start", "index": index, "delta": {"message": {"content": opening}}}
    for piece in re.findall(r"\s*\S+|\s+$", text):
        yield {"type": "content-delta", "index": index, "delta": {"message": {"content": {kind: piece}}}}
    yield {"type": "content-end", "index": index}


def build_call(index: int, name: str, arguments: str, call_id: str = "") -> Iterator[Frame]:
    """A tool call. `tool_calls` is one object in each frame, whatever the guide says."""
    begun = {
        "id": call_id or f"{name}_{index}",
        "type": "function",
        "function": {"name": name, "arguments": ""},
    }
    yield {"type": "tool-call-start", "index": index, "delta": {"message": {"tool_calls": begun}}}
    for at in range(0, len(arguments), 7):
        more = {"function": {"arguments": arguments[at : at + 7]}}
        yield {"type": "tool-call-delta", "index": index, "delta": {"message": {"tool_calls": more}}}
    yield {"type": "tool-call-end", "index": index}


# ---- answers ---------------------------------------------------------------------------------------------------------


def say(text: str, *, reason: str = "COMPLETE", thinking: str = "") -> Answer:
    """A text turn."""
    thought = tuple(build_text(thinking, 0, "thinking")) if thinking else ()
    return Answer((build_start(), *thought, *build_text(text, 1 if thinking else 0), build_end(reason)))


def call(*calls: tuple[str, dict[str, Any] | str], plan: str = "I will use a tool.") -> Answer:
    """A tool turn: names with arguments; arguments in a str go out as they are."""
    frames: list[Act] = [build_start()]
    frames += [
        {"type": "tool-plan-delta", "delta": {"message": {"tool_plan": word}}} for word in re.findall(r"\s*\S+", plan)
    ]
    for index, (name, arguments) in enumerate(calls):
        text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
        frames += build_call(index, name, text)
    return Answer((*frames, build_end("TOOL_CALL")))


def refuse(status: int, message: str, **headers: str) -> Answer:
    """A status other than 200, with Cohere's form of a message."""
    body = json.dumps({"id": "b4b7d5ba", "message": message}).encode()
    return Answer(status=status, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


def begin(text: str, *acts: Act) -> Answer:
    """Half a text turn, then whatever comes."""
    return Answer((build_start(), *list(build_text(text))[:-1], *acts))


# ---- what a model knows ----------------------------------------------------------------------------------------------


def read_documents(request: Request) -> list[dict[str, Any]]:
    """The tool results in the request, in their order."""
    return [
        part["document"]["data"]
        for message in request["messages"]
        if message["role"] == "tool"
        for part in message["content"]
    ]


def read_answered(request: Request) -> list[dict[str, Any]]:
    """The tool results since the last thing that the user said."""
    last = max(at for at, message in enumerate(request["messages"]) if message["role"] == "user")
    return read_documents({"messages": request["messages"][last:]})


def read_tasks(request: Request) -> dict[str, dict[str, Any]]:
    """By title, the last that the model was told of each task."""
    return {task["title"]: task for document in read_documents(request) for task in document.get("tasks", [])}


def read_said(request: Request) -> str:
    """The last thing that the user said."""
    said: str = [message["content"] for message in request["messages"] if message["role"] == "user"][-1]
    return said


def read_today(request: Request) -> date:
    """The user's date, from the prompt."""
    prompt = request["messages"][0]["content"]
    found = re.search(r"\d{4}-\d{2}-\d{2}", prompt) if request["messages"][0]["role"] == "system" else None
    if found is None:
        raise UnknowableError("the prompt has no date")
    return date.fromisoformat(found.group())


def read_weekday(request: Request, name: str) -> date:
    """The next day of that name, from the prompt's calendar."""
    prompt = request["messages"][0]["content"]
    days = [date.fromisoformat(day) for day in re.findall(rf"{name} (\d{{4}}-\d{{2}}-\d{{2}})", prompt)]
    later = [day for day in days if day > read_today(request)]
    if not later:
        raise UnknowableError(f"the prompt has no {name}")
    return min(later)


def resolve(value: Any, request: Request) -> Any:
    """Puts what the model knows in place of `$today+1`, `$Friday`, `$id:Milk`, `$ids` and `$batch`."""
    match value:
        case dict():
            return {name: resolve(one, request) for name, one in value.items()}
        case ["$ids"]:
            return [task["id"] for task in read_tasks(request).values()]
        case list():
            return [resolve(one, request) for one in value]
        case str() if value.startswith("$"):
            return _resolve_word(value[1:], request)
        case _:
            return value


def _resolve_word(word: str, request: Request) -> str:
    if found := re.fullmatch(r"today([+-]\d+)?", word):
        return (read_today(request) + timedelta(days=int(found.group(1) or 0))).isoformat()
    if re.fullmatch(r"[A-Z][a-z]+day", word):
        return read_weekday(request, word).isoformat()
    if word.startswith("id:"):
        task = read_tasks(request).get(word[3:])
        if task is None:
            raise UnknowableError(f"no result told the id of {word[3:]!r}")
        return str(task["id"])
    if word == "batch":
        batches = [document["batch"] for document in read_documents(request) if "batch" in document]
        if not batches:
            raise UnknowableError("no result told a batch")
        return str(batches[-1])
    raise UnknowableError(f"no model knows ${word}")


# ---- the checks that Cohere makes ------------------------------------------------------------------------------------

UNKNOWN_TO_STRICT = frozenset(
    {"minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "pattern", "allOf", "oneOf", "not"}
)


def find_mistake(request: Request) -> str | None:
    """What Cohere would refuse the request for. Pure."""
    for name in ("model", "messages"):
        if not request.get(name):
            return f"invalid request: {name} is required"
    if request.get("stream") is not True:
        return "this stand-in only streams"
    fields = 0
    for tool in request.get("tools", []):
        parameters = tool["function"]["parameters"]
        if not parameters.get("required"):
            return f"invalid tool {tool['function']['name']}: at least one required parameter"
        for schema in _walk(parameters):
            fields += len(schema.get("properties", {}))
            if wrong := UNKNOWN_TO_STRICT & schema.keys():
                return f"invalid tool {tool['function']['name']}: {sorted(wrong)[0]} is not supported"
            if schema.get("format", "uuid") not in {"date-time", "uuid", "date", "time"}:
                return f"invalid tool {tool['function']['name']}: format {schema['format']}"
    if fields > 200:
        return "too many tool parameters"
    return _find_unanswered(request["messages"])


def _walk(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for name, value in schema.items():
            for one in value.values() if name == "properties" else [value]:
                yield from _walk(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _walk(one)


def _find_unanswered(messages: list[dict[str, Any]]) -> str | None:
    open_calls: list[str] = []
    for message in messages:
        match message:
            case {"role": "tool", "tool_call_id": call_id, "content": [*_]} if call_id in open_calls:
                open_calls.remove(call_id)
            case {"role": "tool"}:
                return f"invalid request: no tool call {message.get('tool_call_id')!r}"
            case _ if open_calls:
                return f"invalid request: tool call {open_calls[0]!r} has no result"
            case {"role": "assistant", "tool_calls": [*calls]}:
                open_calls = [one["id"] for one in calls]
                for one in calls:
                    if not isinstance(json.loads(one["function"]["arguments"]), dict):
                        return "invalid request: arguments must be an object"
            case {"role": "system" | "user" | "assistant", "content": str(content)} if content:
                pass
            case _:
                return f"invalid request: a message of the role {message.get('role')!r} has another form"
    return f"invalid request: tool call {open_calls[0]!r} has no result" if open_calls else None


# ---- the server ------------------------------------------------------------------------------------------------------


class ScriptedCohere:
    """What is played, and what was asked. `hang_ups` counts requests given up before their message was over."""

    def __init__(self, key: str = KEY, book: Callable[[Request], Answer] | None = None) -> None:
        self.key = key
        self.url = ""
        self.requests: list[Request] = []
        self.mistakes: list[str] = []
        self.hang_ups = 0
        self._book = book
        self._queue: list[Script] = []
        self._lock = threading.Lock()

    def play(self, *scripts: Script) -> None:
        """Queues answers, one for each request."""
        self._queue += scripts

    def reset(self) -> None:
        """Forgets everything."""
        self.requests, self.mistakes, self.hang_ups, self._queue = [], [], 0, []

    @property
    def unplayed(self) -> int:
        """How many answers nobody asked for."""
        return len(self._queue)

    def choose(self, request: Request) -> Answer:
        """The answer to the request."""
        with self._lock:
            self.requests.append(request)
            script: Script | None = self._queue.pop(0) if self._queue else self._book
        if script is None:
            self.mistakes.append("there was one request more than answers")
            return refuse(500, "nothing is left to play")
        if isinstance(script, Answer):
            return script
        try:
            return script(request)
        except UnknowableError as error:
            self.mistakes.append(str(error))
            return refuse(500, str(error))

    def note_mistake(self, mistake: str) -> None:
        """Remembers that the client sent something wrong."""
        self.mistakes.append(mistake)

    def note_hang_up(self) -> None:
        """Remembers that the client gave up."""
        with self._lock:
            self.hang_ups += 1


class _HungUpError(Exception):
    """The client is gone."""


def build_handler(cohere: ScriptedCohere) -> type[BaseHTTPRequestHandler]:
    """The HTTP side."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            told = {"requests": len(cohere.requests), "hang_ups": cohere.hang_ups, "mistakes": cohere.mistakes}
            self._send(Answer(body=json.dumps(told).encode()))

        def do_DELETE(self) -> None:
            cohere.reset()
            self._send(Answer(body=b"{}"))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.path != "/v2/chat":
                self._send(refuse(404, "not found"))
            elif self.headers.get("Authorization") != f"Bearer {cohere.key}":
                self._send(refuse(401, "invalid api token"))
            else:
                self._answer(json.loads(body))

        def _answer(self, request: Request) -> None:
            mistake = find_mistake(request)
            if mistake is not None:
                cohere.note_mistake(mistake)
                self._send(refuse(400, mistake))
                return
            answer = cohere.choose(request)
            if not answer.acts:
                self._send(answer)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._is_over = False
            try:
                self._perform(answer.acts)
            except (_HungUpError, ConnectionError):
                if not self._is_over:
                    cohere.note_hang_up()
                self.close_connection = True

        def _perform(self, acts: Iterable[Act]) -> None:
            for act in acts:
                match act:
                    case float() | int():
                        self._wait(act)
                    case bytes():
                        self._chunk(act)
                    case "cut":
                        # A reset, not an orderly end.
                        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                        self.close_connection = True
                        return
                    case "left":
                        break
                    case dict():
                        self._wait(0)
                        # Who has heard the end need not wait for what the protocol has behind it.
                        self._is_over = act["type"] == "message-end"
                        self._chunk(f"event: {act['type']}\ndata: {json.dumps(act, ensure_ascii=False)}\n\n".encode())
            else:
                self._chunk(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

        def _wait(self, seconds: float) -> None:
            readable, _, _ = select.select([self.connection], [], [], seconds)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                raise _HungUpError

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
            self.wfile.flush()

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in ({"Content-Type": "application/json"} | answer.headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: Any) -> None:
            """Stays silent."""

    return Handler


class Server(ThreadingHTTPServer):
    """Takes clients that hang up for granted."""

    daemon_threads = True
    # of the clients that come at once, it would turn away all but five
    request_queue_size = 128

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def run_scripted_cohere(key: str = KEY, book: Callable[[Request], Answer] | None = None) -> Iterator[ScriptedCohere]:
    """A stand-in that answers on loopback; by the book when nothing is queued."""
    cohere = ScriptedCohere(key, book)
    with Server(("127.0.0.1", 0), build_handler(cohere)) as server:
        cohere.url = f"http://127.0.0.1:{server.server_port}/v2"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield cohere
        finally:
            server.shutdown()


# ---- the book for people ---------------------------------------------------------------------------------------------


def _read_phrase(pattern: str, said: str) -> str | None:
    found = re.search(pattern, said, re.IGNORECASE)
    return found.group(1).strip(" .!?\"“”'") if found else None


def _tell(request: Request) -> Answer:
    """What a model says after its tools have run."""
    last = read_answered(request)[-1]
    if last["outcome"] == "waiting":
        return say("That needs your confirmation: use the button above.")
    if last["outcome"] != "done":
        return say(f"That did not work: {last['summary']}")
    titles = ", ".join(task["title"] for task in last.get("tasks", []))
    return say(f"{last['summary']} {titles}".strip() if "view" in last["summary"] else last["summary"])


def _search_then(request: Request, words: str, act: Callable[[str], tuple[str, dict[str, Any]]]) -> Answer:
    """Searches, then acts on the one that matches, or asks."""
    results = read_answered(request)
    match results:
        case []:
            return call(("search_tasks", {"query": words}))
        case [found]:
            tasks = found.get("tasks", [])
            if len(tasks) == 1:
                return call(act(tasks[0]["id"]))
            names = " or ".join(f"“{task['title']}”" for task in tasks)
            return say(f"Which one do you mean: {names}?" if tasks else f"I found no task with “{words}”.")
        case _:
            return _tell(request)


def _build_task_call(tool: str, task_id: str) -> tuple[str, dict[str, Any]]:
    return tool, {"task_ids": [task_id]}


def _list_then(request: Request, tool: str) -> Answer:
    results = read_answered(request)
    match results:
        case []:
            return call(("list_tasks", {"view": "all"}))
        case [found]:
            ids = [
                task["id"] for task in found.get("tasks", []) if tool != "complete_tasks" or task["status"] == "open"
            ]
            return call((tool, {"task_ids": ids})) if ids else say("There is nothing to do that to.")
        case _:
            return _tell(request)


def _tell_slowly(words: int, seconds: float) -> Answer:
    acts: list[Act] = [build_start()]
    for frame in build_text(" ".join(f"Word {number} of a long story." for number in range(words // 6))):
        acts += [frame, seconds]
    return Answer((*acts, build_end("COMPLETE")))


ALWAYS: dict[str, Answer] = {
    "tell a long story": _tell_slowly(240, 0.15),
    "be very slow": Answer((600.0,)),
    "be slow": Answer((build_start(), 8.0, *say("Here I am.").acts[1:])),
    "think aloud": say("The answer is 42.", thinking="The user wants a number. I will say 42."),
    "too long": say("This answer is longer than", reason="MAX_TOKENS"),
    "drop the stream": begin("This answer breaks", 0.3, CUT),
    "end without a word": begin("This answer ends", LEFT),
    "break inside": begin("This answer fails", build_end("ERROR", "internal error")),
    "send garbage": Answer((b"data: {garbage\n\n",)),
    "send html": Answer(body=HTML, headers={"Content-Type": "text/html"}),
    "call forever": call(("list_tasks", {"view": "today"})),
    "call two hundred tools": call(*[("add_task", {"title": f"Task {number}"}) for number in range(200)]),
    "fail monthly": refuse(429, TRIAL_MONTH),
    "fail 429": refuse(429, TRIAL_MINUTE, Retry_After="2"),
    "fail 402": refuse(402, "billing limit reached"),
    "fail 401": refuse(401, "invalid api token"),
    "fail 404": refuse(404, "model not found"),
    "fail 500": refuse(500, "internal server error"),
    "fail 503": refuse(503, "service unavailable"),
}


def answer_by_phrase(request: Request) -> Answer:
    """The answer of the book to what the user said last."""
    said = read_said(request)
    for phrase, answer in ALWAYS.items():
        if phrase in said.lower():
            return say("I have done enough.") if request.get("tool_choice") == "NONE" else answer
    has_answers = bool(read_answered(request))
    if "add milk and bread" in said.lower():
        calls = ("add_task", {"title": "Milk"}), ("add_task", {"title": "Bread"})
        return say("Added milk and bread.") if has_answers else call(*calls)
    if title := _read_phrase(r"\badd (.+?) (?:for )?tomorrow", said):
        due = (read_today(request) + timedelta(days=1)).isoformat()
        return _tell(request) if has_answers else call(("add_task", {"title": title, "due_date": due}))
    if title := _read_phrase(r"\badd (.+)", said):
        return _tell(request) if has_answers else call(("add_task", {"title": title}))
    for verb, tool in (("delete", "delete_tasks"), ("complete", "complete_tasks")):
        if f"{verb} everything" in said.lower():
            return _list_then(request, tool)
        if words := _read_phrase(rf"\b{verb} (?:the )?(.+)", said):
            return _search_then(request, words, partial(_build_task_call, tool))
    if words := _read_phrase(r"\brename (?:the )?(.+?) to .+", said):
        title = _read_phrase(r"\brename .+? to (.+)", said) or ""
        return _search_then(
            request, words, lambda task_id: ("update_tasks", {"changes": [{"task_id": task_id, "title": title}]})
        )
    if words := _read_phrase(r"\bfind (?:the )?(.+)", said):
        if not has_answers:
            return call(("search_tasks", {"query": words}))
        return _tell(request)
    if re.search(r"\bundo\b", said, re.IGNORECASE):
        return _tell(request) if has_answers else call(("undo", {"batch": "last"}))
    if re.search(r"\btoday\b", said, re.IGNORECASE):
        return _tell(request) if has_answers else call(("list_tasks", {"view": "today"}))
    if re.search(r"\b(list|show)\b", said, re.IGNORECASE):
        return _tell(request) if has_answers else call(("list_tasks", {"view": "all"}))
    return say(f"You said: {said}")


def main() -> None:
    """Serves the book until it is ended."""
    parser = argparse.ArgumentParser(description="A stand-in for Cohere's chat, version 2.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=9099)
    parser.add_argument("--key", default=KEY, help=f"the key that is accepted, default {KEY!r}")
    options = parser.parse_args()
    cohere = ScriptedCohere(options.key, answer_by_phrase)
    with Server((options.host, options.port), build_handler(cohere)) as server:
        print(f"http://{options.host}:{server.server_port}/v2", flush=True)  # noqa: T201 - a program for people
        server.serve_forever()


if __name__ == "__main__":
    main()
