package browser

import (
	"encoding/base64"
	"encoding/json"
	"os"
)

// Eval evaluates a JavaScript expression in the page, as a person with its
// console would, and reads its value into result. Promises are awaited.
func (p *Page) Eval(expression string, result any) {
	p.tb.Helper()
	var got struct {
		Result    struct{ Value json.RawMessage }
		Exception *struct {
			Text      string
			Exception struct{ Description string }
		} `json:"exceptionDetails"`
	}
	p.call("Runtime.evaluate", params{"expression": expression, "returnByValue": true, "awaitPromise": true}, &got)
	switch {
	case got.Exception != nil:
		p.tb.Fatalf("%s: %s %s", expression, got.Exception.Text, got.Exception.Exception.Description)
	case result != nil:
		if err := json.Unmarshal(got.Result.Value, result); err != nil {
			p.tb.Fatalf("%s gives %s: %v", expression, got.Result.Value, err)
		}
	}
}

// Until returns when an expression is true.
func (p *Page) Until(expression string) {
	p.tb.Helper()
	p.wait(func() string {
		var is bool
		if p.Eval("!!("+expression+")", &is); !is {
			return expression + " is not true"
		}
		return ""
	})
}

// Text is the visible text of an element.
func (p *Page) Text(selector string) (text string) {
	p.tb.Helper()
	p.Eval("document.querySelector("+quote(selector)+").innerText", &text)
	return text
}

func quote(s string) string {
	b, _ := json.Marshal(s) // cannot fail
	return string(b)
}

// Choose chooses files for an input, as its dialog would.
func (p *Page) Choose(selector string, files ...string) {
	p.tb.Helper()
	p.call("DOM.setFileInputFiles", params{"nodeId": p.node(selector), "files": files}, nil)
}

func (p *Page) node(selector string) int {
	p.tb.Helper()
	var document struct{ Root struct{ NodeID int } }
	p.call("DOM.getDocument", nil, &document)
	var found struct{ NodeID int }
	p.call("DOM.querySelector", params{"nodeId": document.Root.NodeID, "selector": selector}, &found)
	if found.NodeID == 0 {
		p.tb.Fatalf("the page has no %s", selector)
	}
	return found.NodeID
}

// Click clicks with the mouse in the middle of an element.
func (p *Page) Click(selector string) {
	p.tb.Helper()
	node := p.node(selector)
	p.call("DOM.scrollIntoViewIfNeeded", params{"nodeId": node}, nil)
	var box struct{ Model struct{ Content []float64 } }
	p.call("DOM.getBoxModel", params{"nodeId": node}, &box)
	corners := box.Model.Content // x and y of four corners, clockwise
	x, y := (corners[0]+corners[4])/2, (corners[1]+corners[5])/2
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		p.call("Input.dispatchMouseEvent", params{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}, nil)
	}
}

// Press presses a key: Tab, Enter, End, or one character.
func (p *Page) Press(key string) {
	p.tb.Helper()
	down := params{"type": "keyDown", "key": key, "code": key}
	switch key {
	case "Tab":
		down["windowsVirtualKeyCode"] = 9
	case "End":
		down["windowsVirtualKeyCode"] = 35
	case "Enter":
		down["windowsVirtualKeyCode"], down["text"] = 13, "\r"
	default:
		down["text"] = key
	}
	p.call("Input.dispatchKeyEvent", down, nil)
	p.call("Input.dispatchKeyEvent", params{"type": "keyUp", "key": key, "code": key}, nil)
}

// Size sets the size of the window in CSS pixels.
func (p *Page) Size(width, height int) {
	p.tb.Helper()
	p.call("Emulation.setDeviceMetricsOverride", params{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// Dark has the person prefer dark colours, or light ones.
func (p *Page) Dark(on bool) {
	p.tb.Helper()
	value := "light"
	if on {
		value = "dark"
	}
	p.call("Emulation.setEmulatedMedia", params{"features": []map[string]string{{"name": "prefers-color-scheme", "value": value}}}, nil)
}

// Screenshot is what the window shows, as a PNG file. A name that is not empty
// is the file that it is also written to.
func (p *Page) Screenshot(name string) []byte {
	p.tb.Helper()
	var got struct{ Data string }
	p.call("Page.captureScreenshot", params{"format": "png"}, &got)
	png, err := base64.StdEncoding.DecodeString(got.Data)
	if err == nil && name != "" {
		err = os.WriteFile(name, png, 0o666)
	}
	if err != nil {
		p.tb.Fatal(err)
	}
	return png
}
