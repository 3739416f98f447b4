import type { BackendCheck, BackendStatusChoices } from '../../gateway/route-choices.ts'
import { kindWords, listed, type Row, rowsOf, sayings, type Words } from './row.ts'

const CHECKS: Readonly<Record<BackendCheck, string>> = {
  filters: 'its filters',
  kind: 'its kind',
  'dotted name': 'a name without dots',
  grant: 'the grant',
  'port given': 'that a port is given',
  'disabled kind': 'that its kind is switched on',
  existence: 'that it exists',
  'external name': 'that it is no ExternalName',
  port: 'that it has the port',
  policy: 'its BackendTLSPolicy',
  'filter values': 'the values of its filters',
}

const words = (group: 'Mesh' | 'Backends'): Words<BackendStatusChoices> => {
  const backends = sayings(group)
  return {
    kinds: backends.kinds('Kinds of backends', 'none'),
    checks: backends.answer('Looked at in a backend, in this order', (checks) =>
      checks.map(({ check, reason }) => `${CHECKS[check]} (${reason})`).join(', '),
    ),
    foundAsService: backends.kinds('Kinds that exist where a Service of the name does', 'none'),
    hostnames: backends.answer('The kind whose name is a hostname', (kind) => (kind === undefined ? 'none' : kindWords(kind))),
    disabledKinds: backends.list('Kinds that are known, and switched off', 'none'),
    filters: (types) =>
      (['HTTPRoute', 'GRPCRoute'] as const).map((kind) =>
        backends.row(`Filters that a backend of ${kind}s may have by its status`, listed(types[kind] ?? [], 'none')),
      ),
    untoldOfMirrors: backends.list('Reasons that are not told of mirrors', 'none'),
    clusterScoped: backends.kinds('Kinds that have no namespace', 'none'),
    policiesApplied: backends.either('BackendTLSPolicies of a backend', 'are applied', 'are not applied', 'are applied'),
    joinReasons: backends.either('Different reasons of one route', 'are joined by commas', 'the first is told'),
  }
}

export function backendRows(choices: BackendStatusChoices, group: 'Mesh' | 'Backends' = 'Backends'): Row[] {
  return rowsOf(words(group), choices)
}
