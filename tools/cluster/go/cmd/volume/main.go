// Command volume makes or removes the folder of one volume. local-path-provisioner runs it in a helper pod
// in the place of its shell scripts, so that no shell is needed in any image of the node.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	path := flag.String("p", "", "absolute path of the volume's folder")
	action := flag.String("a", "", "create or delete")
	flag.String("s", "", "size in bytes; folders have no quota, so it is not used")
	flag.String("m", "", "volume mode; always a file system")
	flag.Parse()
	if err := run(*action, *path); err != nil {
		fmt.Fprintln(os.Stderr, "volume:", err)
		os.Exit(1)
	}
}

func run(action, path string) error {
	if path == "" {
		return fmt.Errorf("%s: no path given (-p)", action)
	}
	switch action {
	case "create":
		if err := os.MkdirAll(path, 0o777); err != nil {
			return err
		}
		// pods of any user write here, whatever the umask took away
		return os.Chmod(path, 0o777)
	case "delete":
		return os.RemoveAll(path)
	default:
		return fmt.Errorf("unknown action %q (-a), want create or delete", action)
	}
}
