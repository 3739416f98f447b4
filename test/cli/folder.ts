import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Ended, type Given, portcullis } from './program.ts'

/** A folder of one test, in which the program runs. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'portcullis-cli-'))

  put(file: string, content: string | Uint8Array): string {
    const path = join(this.path, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  }

  run(args: readonly string[], given: Given = {}): Promise<Ended> {
    return portcullis(args, this.path, given)
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}

export const GATEWAY_CLASS = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: edge
spec:
  controllerName: istio.io/gateway-controller
`

/** Refused for two reasons: its listeners clash, and it may not use the certificate. */
export const REFUSED_GATEWAY = `# Two listeners that cannot both be served.
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: edge
  namespace: shop
spec:
  gatewayClassName: edge
  listeners:
    - name: one
      port: 443
      protocol: HTTPS
      hostname: a.example
      tls:
        certificateRefs:
          - name: cert
            namespace: certificates
    - name: two
      port: 443
      protocol: HTTPS
      hostname: a.example
      tls:
        certificateRefs:
          - name: cert
            namespace: certificates
`

export const SECRET = `apiVersion: v1
kind: Secret
metadata: { name: cert, namespace: certificates }
type: kubernetes.io/tls
stringData: { tls.crt: "", tls.key: "" }
`

export const GRANT = `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: shop, namespace: certificates }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: shop }]
  to: [{ group: "", kind: Secret }]
`

export const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80 }] }
`
