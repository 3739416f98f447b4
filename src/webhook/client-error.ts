import type { Socket } from 'node:net'
import { statusBody } from './status.ts'

const LINGER = 1000

/** What Node gives up before there is a request: bad HTTP, headers too large, or a request that did not arrive in time. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  const answering = (socket as Socket & { _httpMessage?: { headersSent: boolean } | null })._httpMessage
  const described = describe(error.code)
  if (described === undefined || !socket.writable || answering?.headersSent) {
    socket.destroy()
    return
  }
  const [code, phrase, message] = described
  const body = statusBody(code, message)
  const head = `HTTP/1.1 ${code} ${phrase}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`
  socket.write(head + body)
  socket.destroySoon()
  const timer = setTimeout(() => socket.destroy(), LINGER)
  socket.once('close', () => clearTimeout(timer))
}

/** Undefined for what is no fault of a request: a reset, or a handshake that failed. */
function describe(code = ''): [number, string, string] | undefined {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'Request Timeout', 'the request did not arrive whole in time']
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'Request Header Fields Too Large', 'the headers are too large']
  return code.startsWith('HPE_') ? [400, 'Bad Request', 'this is no HTTP/1.1 request'] : undefined
}
