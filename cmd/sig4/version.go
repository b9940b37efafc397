package main

import (
	"context"
	"flag"
	"runtime"
)

// version prints which version of the program this is.
type version struct{ output outputFlags }

func (v *version) define(fs *flag.FlagSet) { v.output.define(fs, "text", "json") }

func (v *version) run(_ context.Context, e *env, args []string) error {
	format, err := v.output.format()
	if err != nil {
		return err
	}
	if err := none("version", args); err != nil {
		return err
	}
	module, goVersion, revision := "(unknown)", runtime.Version(), ""
	goos, goarch := runtime.GOOS, runtime.GOARCH
	if info, ok := e.buildInfo(); ok {
		if info.Main.Version != "" {
			module = info.Main.Version
		}
		goVersion = info.GoVersion
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				revision = s.Value
			case "GOOS":
				goos = s.Value
			case "GOARCH":
				goarch = s.Value
			}
		}
	}
	platform := goos + "/" + goarch
	if format == "json" {
		var j jsonWriter
		j.open('{')
		j.member("version", module)
		j.member("go", goVersion)
		j.member("platform", platform)
		j.member("revision", revision)
		j.close('}')
		return e.print(j.end())
	}
	return e.print([]byte("sig4 " + module + " (" + goVersion + ", " + platform + ")\n"))
}
