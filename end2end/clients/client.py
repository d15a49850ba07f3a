"""A program written for OpenAI's API, by its client for Python. It does the job that stands on its standard input and
prints what it saw, a line of JSON each. Where the API is and with which key it asks comes from the environment, as the
client reads it. client.mjs is the same in the other language."""

import json
import sys

from openai import APIConnectionError, APIError, APIStatusError, OpenAI


def see(**seen):
    print(json.dumps(seen), flush=True)


def plain(answer):
    return answer.model_dump(mode="json", exclude_unset=True)


def models(client, _job):
    see(models=[plain(model) for model in client.models.list()])


def model(client, job):
    see(model=plain(client.models.retrieve(job["model"])))


def ask(client, job):
    see(answer=plain(client.chat.completions.create(**job["request"])))


def stream(client, job):
    for chunk in client.chat.completions.create(stream=True, **job["request"]):
        see(chunk=plain(chunk))


def cancel(client, job):
    """Hangs up after the first words."""
    with client.chat.completions.create(stream=True, **job["request"]) as chunks:
        for chunk in chunks:
            if chunk.choices and chunk.choices[0].delta.content:
                see(chunk=plain(chunk))
                break
    see(closed=True)


def tools(client, job):
    """Streams with the client's own helper until no tool is called any more; every call has the same result."""
    messages = list(job["request"].pop("messages"))
    while True:
        with client.chat.completions.stream(messages=messages, **job["request"]) as events:
            for _ in events:
                pass
            choice = events.get_final_completion().choices[0]
        message = choice.message.to_dict(mode="json")
        see(message=message, finish_reason=choice.finish_reason)
        if not choice.message.tool_calls:
            return
        messages.append(message)
        for call in choice.message.tool_calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": job["result"]})


def embed(client, job):
    see(embeddings=plain(client.embeddings.create(**job["request"])))


def failure(error):
    """How the client tells of a failure."""
    told = {"class": type(error).__name__, "message": error.message}
    if isinstance(error, APIError):
        told.update(code=error.code, param=error.param, type=error.type)
    if isinstance(error, APIStatusError):
        told.update(status=error.status_code, retry_after=error.response.headers.get("retry-after"))
    if isinstance(error, APIConnectionError):
        told["cause"] = str(error.__cause__)
    return told


JOBS = {job.__name__: job for job in (models, model, ask, stream, cancel, tools, embed)}


def main():
    job = json.load(sys.stdin)
    client = OpenAI(**({"max_retries": job["retries"]} if "retries" in job else {}))
    try:
        JOBS[job["do"]](client, job)
    except APIError as error:
        see(error=failure(error))


if __name__ == "__main__":
    main()
