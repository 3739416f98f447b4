// Command go-noop is the yardstick of bench/e2e.ts: controller-runtime's admission handler with nothing to decide.
package main

import (
	"context"
	"flag"
	"log"
	"net/http"
	"path/filepath"

	"github.com/go-logr/logr"
	ctrllog "sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"
)

func main() {
	port := flag.String("port", "", "loopback port")
	tls := flag.String("tls", ".", "folder with tls.crt and tls.key")
	flag.Parse()
	ctrllog.SetLogger(logr.Discard())
	allow := func(context.Context, admission.Request) admission.Response { return admission.Allowed("") }
	http.Handle("/validate", &admission.Webhook{Handler: admission.HandlerFunc(allow)})
	log.Fatal(http.ListenAndServeTLS("127.0.0.1:"+*port, filepath.Join(*tls, "tls.crt"), filepath.Join(*tls, "tls.key"), nil))
}
