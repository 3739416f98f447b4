import type { MeshChoices, MeshNameChoices } from '../../gateway/mesh-choices.ts'
import { listed, type Phrases, phraseOf, type Row, rowsOf, sayings, type Words } from './row.ts'

const mesh = sayings('Mesh')

const WAYPOINT: Phrases<NonNullable<MeshChoices['waypoint']>> = {
  name: (name) => name,
  namespace: (label) => `its namespace by ${label}`,
  controllers: (names) => `for Gateways of ${listed(names, 'nobody')}`,
}

const PROTOCOLS: Phrases<NonNullable<MeshChoices['protocols']>> = {
  served: (protocols) => `those with appProtocol ${listed(protocols, 'none')}`,
  others: (protocols) => `with ${listed(protocols, 'none')} none`,
  annotation: (key) => `else by annotation PORT.${key}`,
}

const WORDS: Words<MeshChoices> = {
  serviceGroups: mesh.answer('Groups in which a parentRef may name a Service', (groups) =>
    groups.map((group) => (group === '' ? '"" (the core group)' : group)).join(', '),
  ),
  otherParents: mesh.kinds('Other kinds that may be a parent', 'none'),
  routeKinds: mesh.list('Route kinds of the mesh', 'none'),
  grants: mesh.either('References of such routes', 'need a ReferenceGrant', 'need no ReferenceGrant'),
  missing: mesh.answer('An absent Service', (reason) => (reason === undefined ? 'leads to no status' : `makes Accepted False with ${reason}`)),
  portChecked: mesh.either('A Service without the port that is asked for, or without an address', 'is as good as absent', 'is like any other'),
  namesTogether: mesh.answer('Names of route, Service and their namespaces', (most) =>
    most === undefined ? 'may have any length' : `may have ${most} characters together; beyond it nothing is written`,
  ),
  namesTogetherOfOthers: mesh.answer('The same where the parent is of another kind', (most) =>
    most === undefined ? 'any length' : `${most} characters`,
  ),
  namesTogetherDocumented: mesh.answer('And by the documentation', (most) => (most === undefined ? 'nothing is said' : `${most} characters`)),
  oneObjectPerService: mesh.either('Several references to one Service', 'write over each other, the last one counts', 'count one by one'),
  protocols: mesh.answer('Ports of a Service whose requests a route sees', (protocols) => (protocols ? phraseOf(PROTOCOLS, protocols) : 'all')),
  waypoint: mesh.answer('Label by which another Gateway serves a Service', (label) => (label ? phraseOf(WAYPOINT, label) : 'none')),
}

export const MESH_NAME: Phrases<MeshNameChoices> = {
  key: (key) => `${key} on the object or its namespace`,
  from: (from) => `of its ${from.join(', else ')}`,
  byDefault: (name) => `else ${name}`,
}

export function meshRows(choices: MeshChoices | undefined): Row[] {
  return [mesh.row('Routes whose parent is a Service', choices ? 'are judged' : 'are left alone'), ...(choices ? rowsOf(WORDS, choices) : [])]
}
