import type { GatewayOwnCheck, RouteOwnCheck } from '../../gateway/own-checks.ts'
import { listed } from './row.ts'

const GATEWAY: Readonly<Record<GatewayOwnCheck, string>> = {
  'class accepted': 'its class is not refused',
  'certificate named': 'a listener that terminates TLS names a certificate',
  'two certificates at most': 'a listener names two certificates at most',
  'secret in reach': 'the namespace of each Secret can be read',
  'secret of one mesh': 'no Secret has been copied for another mesh',
}

const ROUTE: Readonly<Record<RouteOwnCheck, string>> = {
  'selector readable': 'selectors of listeners in reach can be read',
  'header changed once': 'a filter changes a header once',
  'hostname no address': 'hostnames that filters set are no addresses',
  'mirror permitted': 'mirrors that need a grant have one',
  'backend or redirect': 'each rule has a backend or a redirect',
  'name fits': 'the name of what is made of route and Service is not too long',
}

const FREE = 'always'

export const gatewayCheckWords = (checks: readonly GatewayOwnCheck[] = []) =>
  listed(
    checks.map((check) => GATEWAY[check]),
    FREE,
  )
export const routeCheckWords = (checks: readonly RouteOwnCheck[] = []) =>
  listed(
    checks.map((check) => ROUTE[check]),
    FREE,
  )
