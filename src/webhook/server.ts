import type { Server } from 'node:https'
import type { Socket } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import type { CertificateSource, KeyPair } from '../tls/ports.ts'
import { type Address, listen } from './address.ts'
import { type AdmissionParts, type Answer, admit, type Webhook } from './admission.ts'
import { BODY_LIMIT, readBody } from './body.ts'
import { timeoutOf } from './call-timeout.ts'
import { answerClientError } from './client-error.ts'
import { DEFAULT_LIMITS, Load, type LoadLimits, type Ticket } from './load.ts'
import { securityHeaders } from './security-headers.ts'
import { statusBody, Unusable } from './status.ts'

export interface WebhookParts extends AdmissionParts {
  readonly source: CertificateSource
  /** Whether the views have been filled. Asked until it first says yes: later a stale view is better than none. */
  readonly ready: () => boolean
  readonly limits?: LoadLimits
  /** Milliseconds for a request to arrive whole. */
  readonly requestTimeout?: number
}

export interface WebhookServer {
  readonly app: FastifyInstance<Server>
  readonly load: Load
  listen(address: Address): Promise<Address>
  /** From now on every answer ends its connection, so that callers move to another replica; nothing is refused. */
  startDraining(): void
  /** Stops accepting, waits for what is in flight, and after `grace` milliseconds ends what is left. */
  close(grace: number): Promise<void>
}

declare module 'fastify' {
  interface FastifyRequest {
    ticket: Ticket | undefined
  }
}

const PATHS: Readonly<Record<string, Webhook>> = { '/validate': 'validate', '/mutate': 'mutate' }
const JSON_TYPE = 'application/json'
const SMALL_BODY = 16 * 1024
const REQUEST_TIMEOUT = 15_000
/** The API server keeps idle connections for 90 s: whoever closes first must not be us, or a call meets a closed connection. */
const KEEP_ALIVE = 100_000

const tls = (pair: KeyPair | undefined): SecureContextOptions => ({ ...pair, minVersion: 'TLSv1.2' })

/** Builds the admission server; nothing listens yet. */
export async function buildServer(parts: WebhookParts): Promise<WebhookServer> {
  const { source, logger, metrics } = parts
  const requestTimeout = parts.requestTimeout ?? REQUEST_TIMEOUT
  const load = new Load(parts.limits ?? DEFAULT_LIMITS)
  const common = await securityHeaders()
  let draining = false
  let isReady = false

  const app = Fastify<Server>({
    https: {
      ...tls(source.current()),
      handshakeTimeout: 10_000,
      headersTimeout: Math.min(10_000, requestTimeout),
      requestTimeout,
      connectionsCheckingInterval: Math.min(1000, requestTimeout),
    },
    keepAliveTimeout: KEEP_ALIVE,
    requestTimeout,
    bodyLimit: SMALL_BODY,
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => refuse(reply, error.statusCode ?? 400, error.message),
    clientErrorHandler: answerClientError,
  })
  app.removeAllContentTypeParsers()
  app.decorateRequest('ticket', undefined)

  const plain = Object.entries({ ...common, 'content-type': JSON_TYPE }).flat()
  const answer = (reply: FastifyReply, code: number, body: string) => {
    if (code === 200 && !draining) {
      // The way of nearly every answer, written at once: reply.send() takes a fifth of the time of a whole request.
      reply.hijack()
      reply.raw.writeHead(200, [...plain, 'content-length', String(Buffer.byteLength(body))]).end(body)
      return
    }
    // Now and not when the request came: one that came before the draining must not keep its connection either.
    if (draining) reply.header('connection', 'close')
    reply.code(code).headers(common).header('content-type', JSON_TYPE).send(body)
  }
  const refuse = (reply: FastifyReply, code: number, message: string) => answer(reply, code, statusBody(code, message))

  app.addHook('onRequest', (request, reply, next) => {
    if (!request.is404) return next()
    // Before any body is read, whatever its type.
    const path = request.url.split('?', 1)[0] as string
    if (!Object.hasOwn(PATHS, path)) return refuse(reply, 404, 'there is nothing here: reviews are taken at /validate and /mutate')
    reply.header('allow', 'POST')
    refuse(reply, 405, `${path} takes an AdmissionReview by POST`)
  })

  app.setErrorHandler((error: FastifyError | Unusable, request, reply) => {
    load.leave(request.ticket)
    if (error instanceof Unusable) {
      metrics.unusable.inc([error.reason])
      logger.debug({ url: request.url, reason: error.message }, 'unusable request')
      // Fastify ends the connection after every body it could not take; ours have been read to their end unless they say otherwise.
      reply.header('connection', error.close ? 'close' : 'keep-alive')
      refuse(reply, error.statusCode, error.message)
      return
    }
    if (error.statusCode === 415) {
      metrics.unusable.inc(['media_type'])
      refuse(reply, 415, `the content type must be ${JSON_TYPE}`)
      return
    }
    logger.error({ url: request.url, err: error }, 'answering a request failed')
    refuse(reply, 500, 'portcullis failed to answer; its log says why')
  })

  app.addContentTypeParser(JSON_TYPE, (request, payload, done) => {
    readBody(payload, request.routeOptions.bodyLimit ?? SMALL_BODY, load, request.ticket as Ticket, done)
  })

  for (const [url, webhook] of Object.entries(PATHS)) {
    app.route({
      method: 'POST',
      url,
      bodyLimit: BODY_LIMIT,
      onRequest: (request, reply, next) => {
        isReady ||= parts.ready()
        // The caller repeats a call that is answered so, within its own deadline.
        if (!isReady) return refuse(reply.header('retry-after', '1'), 503, 'portcullis is starting: it has not seen the whole cluster yet')
        request.ticket = load.enter()
        if (request.ticket) return next()
        metrics.shed.inc()
        refuse(reply.header('retry-after', '1'), 429, 'too many reviews are waiting')
      },
      handler: (request, reply) => {
        const arrived = request.ticket?.arrived ?? performance.now()
        const end = () => {
          load.leave(request.ticket)
          if (request.ticket) metrics.duration.observe((performance.now() - arrived) / 1000, [webhook])
        }
        let answered: Answer | Promise<Answer> | undefined
        try {
          const times = { arrived, deadline: arrived + timeoutOf(request.url) }
          answered = admit(webhook, (request.body as Buffer | undefined) ?? Buffer.alloc(0), parts, times)
          if (!(answered instanceof Promise)) answer(reply, answered.code, answered.body)
        } finally {
          if (!(answered instanceof Promise)) end()
        }
        // A promise is made only where something is waited for: nearly every review is answered in the same turn.
        return answered instanceof Promise
          ? answered
              .then(({ code, body }) => {
                answer(reply, code, body)
                return reply
              })
              .finally(end)
          : undefined
      },
    })
  }

  metrics.inFlight(() => load.inFlight)
  metrics.certificate(() => source.notAfter())
  source.subscribe((pair) => {
    try {
      app.server.setSecureContext(tls(pair))
    } catch (error) {
      logger.error({ err: error }, 'the new certificate does not fit its key: the old one stays')
    }
  })
  await app.ready()
  return { app, load, ...lifecycle(app, () => (draining = true)) }
}

function lifecycle(app: FastifyInstance<Server>, drain: () => void): Pick<WebhookServer, 'listen' | 'startDraining' | 'close'> {
  // Sockets in the middle of a handshake are no HTTP connections yet: only the plain list has them.
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return {
    // Not Fastify's own: for localhost it opens a second server that no new certificate reaches.
    listen: (address) => listen(app.server, 'the webhook', address),
    startDraining: drain,
    async close(grace) {
      drain()
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, grace)
      await app.close()
      clearTimeout(timer)
    },
  }
}
