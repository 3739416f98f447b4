import type { MappedGatewayChoices, MappedListenerChoices, MappedRouteChoices, ServiceAnnotation } from '../../gateway/mapped-choices.ts'
import { listed, type Phrases, phraseOf, type Row, rowsOf, sayings, type Words } from './row.ts'

const gateways = sayings('Classes and Gateways')
const listeners = sayings('Listeners')
const certificates = sayings('Certificates')
const routes = sayings('Routes')
const filters = sayings('Filters and matches')

const SERVICES: Phrases<ServiceAnnotation> = {
  annotation: (name) => `named by ${name}`,
  services: (services) => (services ? `are ${services.join(', ')}` : 'are not known'),
  isList: (isList) => (isList ? 'several by commas' : 'one only'),
  trimmed: (trimmed) => (trimmed ? 'blanks around commas dropped' : 'blanks around commas kept'),
  empty: (empty) => (empty === 'absent' ? 'empty is as absent' : 'empty is a wrong Service'),
  required: (required) => (required ? 'without it the Gateway is left alone' : undefined),
  placeholder: (value) => value && `"${value}" is replaced by the names`,
}

const GATEWAYS: Words<MappedGatewayChoices> = {
  classAnnotation: gateways.answer('Annotation by which a class is mapped', (name) => name ?? 'none is needed'),
  otherClassesAccepted: gateways.either(
    'A class that is not mapped',
    'is accepted, and its Gateways get no status',
    'gets no status, nor do its Gateways',
  ),
  otherAnnotations: gateways.list('Annotations of other versions, without effect', 'none'),
  services: gateways.answer('Services of the proxy', (services) => (services ? phraseOf(SERVICES, services) : 'are not named')),
}

const LISTENERS: Words<MappedListenerChoices> = {
  namedKinds: listeners.list('Route kinds that a listener may name', 'none', 'are not read'),
  wrongKindsAreFaults: listeners.either('A route kind that it may not name', 'is a fault', 'is dropped'),
  offered: listeners.answer('Ports that the proxy offers', (ports) =>
    ports
      ? listed(
          Object.entries(ports).map(([protocol, numbers]) => `${protocol} ${numbers.join(' ')}`),
          'none',
        )
      : 'are not known, and held against nobody',
  ),
  notOffered: listeners.oneOf('A port that the proxy does not offer', { Accepted: 'makes Accepted False', Detached: 'makes Detached True' }),
  served: listeners.answer('That a listener is served', (type) => `is told by ${type}`),
  certificateChecks: certificates.list('Looked at in a certificate', 'nothing'),
  ungrantedCertificate: certificates.answer('A missing grant for a certificate', (reason) => reason),
}

const ROUTES: Words<MappedRouteChoices> = {
  written: routes.list('Route kinds that get status', 'none', 'not known'),
  entryForSection: routes.list('Route kinds with an entry for each section', 'none: one for each Gateway'),
  unsettledByPort: routes.list('Route kinds whose status never settles where a parentRef has a port', 'none'),
  saidAccepted: routes.list('Route kinds said to be accepted where no listener takes them', 'none'),
  resolvedRefs: routes.list('Route kinds that have ResolvedRefs', 'none'),
  programmed: routes.either('Whether a route could be translated', 'is told by Programmed', 'is not told'),
  counted: routes.list('Route kinds that count for attachedRoutes', 'none'),
  translatedFilters: filters.list('Filters of an HTTPRoute that can be translated; another fails the route', 'none', 'any: others are dropped'),
}

export function mappedGatewayRows(choices: MappedGatewayChoices | undefined): Row[] {
  return [
    gateways.row('For a Gateway', choices ? 'nothing is provisioned: it is mapped onto a proxy that is there' : 'a data plane is provisioned'),
    ...(choices ? rowsOf(GATEWAYS, choices) : []),
  ]
}

export const mappedListenerRows = (choices: MappedListenerChoices | undefined): Row[] => (choices ? rowsOf(LISTENERS, choices) : [])
export const mappedRouteRows = (choices: MappedRouteChoices | undefined): Row[] => (choices ? rowsOf(ROUTES, choices) : [])
