#!/usr/bin/env python3
"""Opens pages in a headless Chromium and does what the jobs on standard input say; answers on standard output.

A job is {"page": FILE, "steps": [...]}; a step is one of
  {"evaluate": JAVASCRIPT}            its value
  {"picture": SELECTOR, "file": PNG}  {"width", "height", "colours"}: how many colours differ in it
  {"size": [WIDTH, HEIGHT]}           of the window
  {"dark": true}                      what the system prefers
  {"key": NAME}                       a key goes down and up
An answer is {"console": [...], "requests": [...], "ready": true, "steps": [...]}: what went wrong on the console,
which addresses beside the page itself were asked for, whether every figure was drawn in time.
"""
import base64, json, os, shutil, subprocess, sys, tempfile, time

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
         "--enable-unsafe-swiftshader", "--hide-scrollbars", "--remote-debugging-pipe"]
SECONDS = 60  # to draw all figures of a page, on a busy machine

COLOURS = """(async data => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  return { width: image.width, height: image.height, colours: new Set(pixels).size };
})"""


class Browser:
    def __init__(self, program, folder):
        to_child, from_us = os.pipe()
        from_child, to_us = os.pipe()

        def wire():
            os.dup2(to_child, 100), os.dup2(to_us, 101)
            os.dup2(100, 3), os.dup2(101, 4)

        self.process = subprocess.Popen([program, *FLAGS, f"--user-data-dir={folder}"], preexec_fn=wire,
                                        close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        os.close(to_child), os.close(to_us)
        self.write, self.read = from_us, from_child
        self.buffer, self.number, self.events = b"", 0, []

    def receive(self):
        while b"\0" not in self.buffer:
            block = os.read(self.read, 1 << 20)
            if not block:
                raise RuntimeError("the browser has ended")
            self.buffer += block
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, address):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(domain + ".enable", session)
        if address:
            self.call("Page.navigate", session, url=address)
        return target, session

    def evaluate(self, session, expression):
        result = self.call("Runtime.evaluate", session, expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression[:80]}: {result['exceptionDetails']}")
        return result["result"].get("value")


def picture(browser, session, blank, selector, file):
    box = browser.evaluate(session, f"""(() => {{ const e = document.querySelector({json.dumps(selector)});
        if (!e) return null; e.scrollIntoView(); const b = e.getBoundingClientRect();
        return {{ x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height, scale: 1 }}; }})()""")
    if not box:
        return {"width": 0, "height": 0, "colours": 0}
    box["height"] = min(box["height"], 640)
    data = browser.call("Page.captureScreenshot", session, format="png", clip=box, captureBeyondViewport=True)["data"]
    with open(file, "wb") as out:
        out.write(base64.b64decode(data))
    return browser.evaluate(blank, f"{COLOURS}({json.dumps(data)})")


def step(browser, session, blank, wish):
    if "evaluate" in wish:
        return browser.evaluate(session, wish["evaluate"])
    if "picture" in wish:
        return picture(browser, session, blank, wish["picture"], wish["file"])
    if "size" in wish:
        width, height = wish["size"]
        browser.call("Emulation.setDeviceMetricsOverride", session, width=width, height=height, deviceScaleFactor=1,
                     mobile=width < 600)
        time.sleep(0.7)  # figures follow the window
    if "dark" in wish:
        value = "dark" if wish["dark"] else "light"
        browser.call("Emulation.setEmulatedMedia", session, features=[{"name": "prefers-color-scheme", "value": value}])
        time.sleep(0.7)
    if "key" in wish:
        code = {"Tab": 9, "Enter": 13}[wish["key"]]
        for kind in ("keyDown", "keyUp"):
            browser.call("Input.dispatchKeyEvent", session, type=kind, key=wish["key"], code=wish["key"],
                         windowsVirtualKeyCode=code)
    return None


def trouble(events, session, page):
    console, requests = [], []
    for event in events:
        if event.get("sessionId") != session:
            continue
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            console.append(json.dumps(parameters["exceptionDetails"])[:300])
        if method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "assert"):
            console.append(json.dumps(parameters["args"])[:300])
        if method == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            console.append(parameters["entry"]["text"][:300])
        if method == "Network.requestWillBeSent":
            url = parameters["request"]["url"]
            if url != page and not url.startswith(("data:", "blob:", "about:")):
                requests.append(url[:300])
    return console, requests


def run(browser, blank, job):
    address = "file://" + os.path.realpath(job["page"])
    browser.events.clear()
    target, session = browser.open(None)
    browser.call("Emulation.setDeviceMetricsOverride", session, width=1280, height=900, deviceScaleFactor=1, mobile=False)
    browser.call("Page.navigate", session, url=address)
    ready, end = False, time.monotonic() + SECONDS
    while not ready and time.monotonic() < end:
        time.sleep(0.05)
        ready = browser.evaluate(session, "document.documentElement?.dataset.ready === 'true'")
    steps = [step(browser, session, blank, wish) for wish in job["steps"]]
    browser.call("Runtime.evaluate", session, expression="0")  # events that were on their way have come
    console, requests = trouble(browser.events, session, address)
    browser.call("Target.closeTarget", targetId=target)
    return {"ready": ready, "console": console, "requests": requests, "steps": steps}


def main():
    folder = tempfile.mkdtemp()
    browser = Browser(sys.argv[1], folder)
    try:
        _, blank = browser.open(None)
        json.dump([run(browser, blank, job) for job in json.load(sys.stdin)], sys.stdout)
    finally:
        browser.process.kill()
        browser.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
