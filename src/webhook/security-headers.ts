import helmet from '@fastify/helmet'
import Fastify from 'fastify'

/**
 * Helmet's headers, made once: they are the same for every answer, and helmet makes them anew for each (a third of the throughput).
 * The caller is no browser, so the policy forbids everything and what only concerns pages is left out.
 */
export async function securityHeaders(): Promise<Readonly<Record<string, string>>> {
  const app = Fastify()
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  })
  app.get('/', (_request, reply) => reply.code(204).send())
  const plain = new Set(['connection', 'content-length', 'content-type', 'date', 'keep-alive'])
  const { headers } = await app.inject('/')
  await app.close()
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (plain.has(name) || value === undefined ? [] : [[name, String(value)]])),
  )
}
