export { StationHoldingsButton } from './view/station-holdings-button.tsx'
export { ThisPcHoldings } from './view/this-pc-holdings.tsx'
