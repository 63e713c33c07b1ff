import { z } from 'zod'

// Zod otherwise compiles its parsers with `new Function`, which the workplace's CSP forbids. Must run before any parse.
z.config({ jitless: true })
