import { Component, type ReactNode } from 'react'
import { ErrorScreen } from './error-screen.tsx'

/** The last net, above the router: a bug anywhere still ends in words and never in a blank window. */
export class CrashBoundary extends Component<{ children: ReactNode }, { failure?: { error: unknown } }> {
  override state: { failure?: { error: unknown } } = {}

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } }
  }

  override render() {
    return this.state.failure ? <ErrorScreen error={this.state.failure.error} /> : this.props.children
  }
}
