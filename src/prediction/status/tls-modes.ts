import { lackingTlsMode } from '../tls-modes.ts'
import type { ListenerOutcome } from './listener-outcome.ts'

/** Sets the conditions of TLS listeners whose mode their class does not publish as a feature. */
export function settleTlsModes(listeners: readonly ListenerOutcome[], features: ReadonlySet<string> | undefined): void {
  if (!features) return
  const facts = listeners.map((listener) => listener.facts)
  for (const outcome of listeners) {
    const lacking = lackingTlsMode(outcome.facts, facts, features)
    if (!lacking) continue
    const found = `${lacking.lacks === 'terminate' ? 'TLSRouteModeTerminate' : 'TLSRouteModeMixed'} is not published`
    outcome.conditions.tell?.({ on: ['Accepted', 'Programmed'], subject: '', check: 'tls', asked: outcome.facts.tls, found, ok: false })
    outcome.conditions.set('Accepted', 'False', lacking.lacks === 'terminate' ? 'UnsupportedValue' : 'ProtocolConflict')
    outcome.isSound = false
  }
}
