/** One admission request from its headers to its answer. */
export interface Ticket {
  readonly arrived: number
  /** Ends a request whose body is still being read; undefined once it is complete. */
  abort: (() => void) | undefined
  bytes: number
  done: boolean
}

export interface LoadLimits {
  /** Requests between headers and answer. Judging is synchronous: 512 waiting ones are some 200 ms of work. */
  readonly requests: number
  /** Bytes of bodies being held. */
  readonly bytes: number
  /** Milliseconds after which an unfinished body may be given up for the sake of a new request. */
  readonly patience: number
}

export const DEFAULT_LIMITS: LoadLimits = { requests: 512, bytes: 128 * 1024 * 1024, patience: 2000 }

/** What keeps overload and half-sent bodies from harming the requests that can be answered in time. */
export class Load {
  readonly #limits: LoadLimits
  readonly #now: () => number
  readonly #open = new Set<Ticket>()
  #bytes = 0

  constructor(limits: LoadLimits = DEFAULT_LIMITS, now: () => number = () => performance.now()) {
    this.#limits = limits
    this.#now = now
  }

  get inFlight(): number {
    return this.#open.size
  }

  get bytes(): number {
    return this.#bytes
  }

  /** A ticket, or undefined when the request has to be shed. */
  enter(): Ticket | undefined {
    const arrived = this.#now()
    if (this.#full() && !this.#giveUpStalled(arrived)) return undefined
    const ticket: Ticket = { arrived, abort: undefined, bytes: 0, done: false }
    this.#open.add(ticket)
    return ticket
  }

  received(ticket: Ticket, bytes: number): void {
    if (ticket.done) return
    ticket.bytes += bytes
    this.#bytes += bytes
  }

  leave(ticket: Ticket | undefined): void {
    if (ticket === undefined || ticket.done) return
    ticket.done = true
    this.#bytes -= ticket.bytes
    this.#open.delete(ticket)
  }

  #full(): boolean {
    return this.#open.size >= this.#limits.requests || this.#bytes >= this.#limits.bytes
  }

  /** A caller that means it sends its body at once: at the limit, bodies that stalled make room, the oldest first. */
  #giveUpStalled(now: number): boolean {
    for (const ticket of this.#open) {
      if (now - ticket.arrived < this.#limits.patience) return false
      if (ticket.abort === undefined) continue
      ticket.abort()
      this.leave(ticket)
      if (!this.#full()) return true
    }
    return false
  }
}
