import type { AnyObject } from '../../gateway/objects.ts'
import type { ParentRef } from '../../gateway/parents.ts'
import type { Meant, ParentListener } from '../../prediction/parent-facts.ts'
import { routeExample } from '../examples.ts'
import { RULES_TO_SHOP } from '../parent-examples.ts'
import { obstructed, offered, parentWords, ROUTES, refusal, restsOnParent, statusWords } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'
import { enumerate, excerpt } from '../words.ts'

const example = (section: string) => routeExample(`  parentRefs: [{ name: edge, sectionName: ${section} }]\n${RULES_TO_SHOP}`)

/** Parents without the listener that a route asks for, by name, by port or by both. */
export const noMatchingSection: Rule = {
  id: 'no-matching-section',
  class: 'contradiction',
  kinds: ROUTES,
  about: 'parents',
  docs: () => ({
    summary: 'The parent has no listener of that name, none on that port, or the two name different listeners.',
    why: 'The controller sets Accepted=False/NoMatchingParent, and the route attaches nowhere on this parent. Listeners of a ListenerSet are looked up only in that ListenerSet.',
    fix: 'Write the name or port of a listener that the parent has, or leave both out to attach to all that fit.',
    source: 'ParentReference.SectionName and Port (apis/v1/shared_types.go); gateway-api.md 2.5, R-SECTION',
    bad: example('wbe'),
    good: example('web'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Route') return []
    return obstructed(prediction, 'section', 'port').map(({ fact, obstacle, object, parent, key }): Said => {
      const { sectionName } = fact.parentRef
      const { listeners } = obstacle
      const meant = obstacle.at === 'section' ? obstacle.meant : undefined
      const field = obstacle.at === 'port' ? '.port' : sectionName === undefined ? '' : '.sectionName'
      return {
        ...refusal(fact, prediction),
        path: `${fact.path}${field}`,
        key,
        message: `${missing(fact.parentRef, listeners, parent)}${statusWords(fact)}`,
        hint: meant ? elsewhere(meant, object) : hint(fact.parentRef, listeners),
        restsOn: restsOnParent(fact),
        related: obstacle.at === 'port' && sectionName !== undefined ? [`${fact.path}.sectionName`] : [],
      }
    })
  },
}

function missing({ sectionName, port }: ParentRef, listeners: readonly ParentListener[], parent: string): string {
  if (listeners.length === 0) return `${parent} has no listeners`
  const named = listeners.filter(({ name }) => name === sectionName)
  if (sectionName !== undefined && named.length === 0) return `${parent} has no listener "${excerpt(String(sectionName))}"`
  if (sectionName === undefined) return `${parent} has no listener on port ${port}`
  return `listener "${excerpt(sectionName)}" of ${parent} is on port ${named[0]?.port}, and not on ${port}`
}

function hint({ sectionName, port }: ParentRef, listeners: readonly ParentListener[]): string {
  if (listeners.length === 0) return 'have a listener added to it, or name another parent'
  const [named, onPort] = [listeners.find(({ name }) => name === sectionName), listeners.filter((one) => one.port === port)]
  if (named) {
    const others = onPort.length > 0 ? `, or sectionName: ${enumerate(onPort.map(({ name }) => name))} for port ${port}` : ''
    return `write port: ${named.port}${others}, or leave one of the two out`
  }
  return `it has ${offered(listeners)}`
}

/** Names of ListenerSets elsewhere are not the reader's to know. */
function elsewhere(meant: Meant, object: AnyObject): string {
  const isNear = meant.namespace === object.metadata.namespace
  if (meant.kind === 'Gateway')
    return `${isNear ? parentWords(meant, object) : 'the Gateway behind it'} has a listener of that name: name the Gateway as parent`
  return `${isNear ? parentWords(meant, object) : 'a ListenerSet of it'} has a listener of that name: name the ListenerSet as parent (kind: ListenerSet)`
}
