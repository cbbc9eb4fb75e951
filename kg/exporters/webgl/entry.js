// What the page needs of sigma and graphology, as one global: `sigmaBundle`.
export { DirectedGraph } from "graphology";
export { default as Sigma } from "sigma";
