package sig4_test

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/testdata/browser"
)

// screenshots is the environment variable that may name a folder for what the
// page looks like, for people to look at.
const screenshots = "SIG4_SCREENSHOTS"

// The page fits wide and narrow windows, and can be read in light and dark.
func TestBrowserLook(t *testing.T) {
	t.Parallel()
	chromium := browser.Start(t)
	b := newBucket(t)
	p := b.post("user/eric/${filename}")
	p.Conditions = []policy.Condition{
		policy.StartsWith{Name: "Content-Type", Prefix: "image/"}, policy.ContentLengthRange{Min: 1, Max: 10 << 20},
		policy.StartsWith{Name: "x-amz-meta-note", Prefix: ""},
	}
	form := b.sign(t, p)
	files := []file{
		{"a photograph with quite a long name, " + strings.Repeat("1234567890", 3) + ".png", "first"},
		{"empty.png", ""}, {"page.html", "<p>"}, {"photo.jpeg", "fourth"},
	}
	for _, test := range []struct {
		name          string
		width, height int
		dark          bool
	}{{"wide", 1280, 960, false}, {"wide-dark", 1280, 960, true}, {"narrow", 360, 900, false}, {"narrow-dark", 320, 900, true}} {
		t.Run(test.name, func(t *testing.T) {
			page := chromium.Page(t)
			page.Size(test.width, test.height)
			page.Dark(test.dark)
			openForm(t, page, form)
			checkLook(t, page, test.name+"-before", test.width, test.height)
			choose(t, page, files...)
			sendAll(page)
			wantStatus(t, page, "2 of 4 files stored, 2 refused")
			page.Eval("document.activeElement.blur()", nil)
			page.Press("Tab")
			page.Press("Tab") // shows the focus
			checkLook(t, page, test.name+"-after", test.width, test.height)
			for element, least := range map[string]float64{
				"h1": 7, "label": 7, ".note": 4.5, "#send": 4.5, "#status": 7, ".stored": 4.5, ".refused": 4.5, ".until": 4.5, "input": 7,
			} {
				var contrast float64
				if page.Eval(fmt.Sprintf(contrastOf, element), &contrast); contrast < least {
					t.Errorf("the contrast of %s is %.1f, want %.1f at least", element, contrast, least)
				}
			}
			wantQuiet(t, page)
		})
	}
}

// checkLook fails the test when a part of the page lies outside the window, or
// nothing is shown.
func checkLook(t *testing.T, page *browser.Page, name string, width, height int) {
	t.Helper()
	var wide int
	if page.Eval("document.documentElement.scrollWidth", &wide); wide > width {
		t.Errorf("%s: the page is %d wide, the window %d", name, wide, width)
	}
	path := os.Getenv(screenshots)
	if path != "" {
		path = filepath.Join(path, name+".png")
	}
	image, err := png.Decode(bytes.NewReader(page.Screenshot(path)))
	if err != nil {
		t.Fatal(err)
	}
	if size := image.Bounds().Size(); size.X != width || size.Y != height {
		t.Errorf("%s: the screenshot has %v", name, size)
	}
	colours := map[[4]uint32]bool{}
	for y := range height {
		for x := range width {
			r, g, b, a := image.At(x, y).RGBA()
			colours[[4]uint32{r, g, b, a}] = true
		}
	}
	if len(colours) < 10 {
		t.Errorf("%s: the screenshot has %d colours", name, len(colours))
	}
}

// contrastOf is the contrast of an element's text with what is behind it.
// Source: Web Content Accessibility Guidelines 2.2, "contrast ratio".
const contrastOf = `(selector => {
	const parse = text => text.match(/[\d.]+/g).map(Number);
	const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	const element = document.querySelector(selector);
	let behind = element;
	while (parse(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
	const [a, b] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(c => luminance(parse(c)));
	return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
})(%q)`
