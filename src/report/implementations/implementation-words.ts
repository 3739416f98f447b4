import type { AnnotationDefault, FeatureChoice, FilterChoices, FilterTypes, Implementation, ListenerChoices } from '../../gateway/implementation.ts'
import { clashLine, clashRows } from './clash-words.ts'
import { limitPhrases, limitRows } from './limit-words.ts'
import { mappedGatewayRows } from './mapped-words.ts'
import { listed, nothing, type Phrases, phraseOf, type Row, rowsOf, type Say, sayings, type Words } from './row.ts'
import { statusRows } from './status-words.ts'

const gateways = sayings('Classes and Gateways')
const listeners = sayings('Listeners')
const certificates = sayings('Certificates')
const sets = sayings('ListenerSets')
const routes = sayings('Routes')
const filters = sayings('Filters and matches')
const annotations = sayings('Annotations')
const features = sayings('Features read from the class')

const CLASHES = ({ losers }: ListenerChoices): Words<ListenerChoices> => ({
  judged: listeners.either('Listeners as users write them', 'are read', 'are not judged for conflicts'),
  clashes: (table) => clashRows(table).map(([protocol, answer]) => listeners.row(`Beside ${protocol} on its port`, answer)),
  losers: listeners.oneOf('Who loses a conflict', { all: 'every listener of it', later: 'each later listener' }),
  graver: listeners.answer('In conflicts of both kinds', (reason) => `${reason} is told`),
  silentClashes: listeners.answer('Not served, without a word in the status', clashLine),
  unsetIsEqual: listeners.either('Two listeners without a hostname', 'count as of one hostname', 'do not count as of one hostname'),
  outside: listeners.list('Refused before conflicts are looked for', 'no protocol'),
  neverServed: listeners.list('In conflicts, and never served', 'no protocol'),
  mostCertificates: certificates.answer('Certificates that a listener may name', (most) =>
    most === undefined ? 'any number, or not known' : `${most}`,
  ),
  hostnameScope: listeners.oneOf('Equal hostnames clash', { port: 'on one port', gateway: 'anywhere in the Gateway, whatever the ports' }),
  ...(losers === 'later' && { graver: nothing }),
})

const OTHERS: Readonly<Record<FilterTypes['others'], string>> = {
  ignored: 'are ignored, and requests go on without them',
  'backend not served': 'take their backend from service',
  'rule not served': 'take their rule from service',
  'route not served': 'take the whole route from service',
}

const filterPlace = (place: string): Words<FilterTypes> => ({
  types: (types) =>
    (['HTTPRoute', 'GRPCRoute'] as const).map((kind) =>
      filters.row(`Filters of ${kind}s in ${place}`, types[kind] === undefined ? 'not known' : listed(types[kind], 'none')),
    ),
  others: filters.oneOf(`Other filters in ${place}`, OTHERS),
  never: filters.list(`Of these, what no version has, in ${place}`, 'not told apart'),
  reason: (reason) => [filters.row(`Reason for other filters in ${place}`, reason ?? 'none is written')],
})

const FILTERS: Words<FilterChoices> = {
  rules: (types) => rowsOf(filterPlace('rules'), types),
  backends: (types) => rowsOf(filterPlace('backends'), types),
  extensions: filters.kinds('ExtensionRef may name', 'nothing', 'not known'),
}

const featurePhrases = (implementation: Implementation): Phrases<FeatureChoice> => ({
  supported: (yes) => (yes ? 'can be used' : 'cannot be used'),
  ...limitPhrases(implementation),
  // A row of its own.
  publishedAs: () => undefined,
})

const GATEWAYS_PER_CLASS: Phrases<NonNullable<Implementation['gatewaysPerClass']>> = {
  limit: (limit) => `${limit}`,
  because: (because) => because,
  lifts: (entry) => entry && `otherwise with ${entry}`,
}

const ANNOTATION: Phrases<AnnotationDefault> = {
  annotation: (annotation) => annotation,
  value: (value) => `"${value}"`,
  kind: (kind) => `on a ${kind}`,
  because: (because) => because,
}

const feature =
  (what: string, implementation: Implementation): Say<FeatureChoice> =>
  (choice) => [
    filters.row(what, phraseOf(featurePhrases(implementation), choice)),
    features.row(
      what,
      choice.publishedAs === undefined ? 'the class is not asked' : `${choice.publishedAs} in supportedFeatures overrides the table`,
    ),
  ]

function words(implementation: Implementation): Words<Implementation> {
  const isGone = implementation.status?.gatewaysImplemented === false
  return {
    // The heading says who it is.
    name: nothing,
    title: nothing,
    version: nothing,
    assumed: nothing,
    sharedDataPlane: gateways.either('Gateways of the controller', 'share one data plane, so their listeners meet', 'have a data plane each'),
    gatewaysPerClass: gateways.answer('Gateways of one class', (most) => (most ? phraseOf(GATEWAYS_PER_CLASS, most) : 'any number')),
    listeners: (choices) => rowsOf(CLASHES(choices), choices, choices.judged || (implementation.status && !isGone) ? [] : CONFLICT_FIELDS),
    listenerSets: sets.either('ListenerSets', 'are read', 'are not read'),
    routeKinds: routes.list('Route kinds that it reads', 'none'),
    filters: (choices) => [filters.row('Filters', choices ? 'are known' : 'are not known'), ...(choices ? rowsOf(FILTERS, choices) : [])],
    queryParams: feature('Matches on query parameters', implementation),
    regularExpressions: filters.oneOfOr('Regular expressions', { RE2: 'as RE2 reads them' }, 'not known'),
    annotationDefaults: annotations.answer('Filled in where it is absent', (defaults) =>
      listed(
        defaults.map((one) => phraseOf(ANNOTATION, one, ', ')),
        'nothing',
      ),
    ),
    limits: () => limitRows(implementation),
    mapped: isGone ? nothing : mappedGatewayRows,
    status: () => statusRows(implementation),
  }
}

// Nobody asks who loses where nothing is judged.
const CONFLICT_FIELDS: readonly (keyof ListenerChoices)[] = [
  'clashes',
  'silentClashes',
  'losers',
  'graver',
  'unsetIsEqual',
  'outside',
  'neverServed',
  'hostnameScope',
]

/** Everything that prediction asks of an implementation, in words: one row for each question. */
export function implementationWords(implementation: Implementation): Row[] {
  return rowsOf(words(implementation), implementation)
}
