/** Three rows of three numbers, row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];
export type Triple = readonly [number, number, number];

export const identity: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

export function apply(matrix: Matrix, [x, y, z]: Triple): Triple {
  const [a, b, c, d, e, f, g, h, i] = matrix;
  return [a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z];
}

/** The matrix that applies `right` and then `left`. */
export function multiply(left: Matrix, right: Matrix): Matrix {
  const [a, b, c, d, e, f, g, h, i] = right;
  const columns: Triple[] = [
    [a, d, g],
    [b, e, h],
    [c, f, i],
  ];
  const [one = [0, 0, 0], two = [0, 0, 0], three = [0, 0, 0]] = columns.map((column) => apply(left, column));
  return fromColumns(one, two, three);
}

export function fromColumns(one: Triple, two: Triple, three: Triple): Matrix {
  return [one[0], two[0], three[0], one[1], two[1], three[1], one[2], two[2], three[2]];
}

export function diagonal([x, y, z]: Triple): Matrix {
  return [x, 0, 0, 0, y, 0, 0, 0, z];
}

export function invert([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const [A, B, C] = [e * i - f * h, f * g - d * i, d * h - e * g];
  const determinant = a * A + b * B + c * C;
  const over = (value: number) => value / determinant;
  return [
    over(A),
    over(c * h - b * i),
    over(b * f - c * e),
    over(B),
    over(a * i - c * g),
    over(c * d - a * f),
    over(C),
    over(b * g - a * h),
    over(a * e - b * d),
  ];
}
