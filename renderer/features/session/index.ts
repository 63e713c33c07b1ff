export { SignInPage } from './view/sign-in-page.tsx'
