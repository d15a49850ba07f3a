// A long answer, the same each time.

/** Markdown as models write it, token by token. */
export function answer(count: number): string[] {
  const words = "the quick answer is that every part of it grows a little while you look and then it stays as it is".split(" ");
  const sentence = (n: number) => Array.from({ length: 14 + (n % 9) }, (_, i) => words[(n * 7 + i * 3) % words.length]).join(" ");
  const tokens: string[] = [];
  for (let n = 0; tokens.length < count; n++) {
    const part = [
      `## Part ${n}\n\n${sentence(n)}. **${sentence(n + 1)}**, ${sentence(n + 2)}.\n\n${sentence(n + 3)}.\n\n`,
      `- ${sentence(n)}\n- ${sentence(n + 1)} with \`code\`\n- ${sentence(n + 2)}\n\n`,
      `\`\`\`rust\nfn part_${n}(x: u64) -> u64 {\n${"    let y = x + 1; // one more\n".repeat(12)}    y\n}\n\`\`\`\n\n`,
      `| a | b | c |\n| --- | --- | --- |\n${"| some | words | here |\n".repeat(5)}\n`,
      `${sentence(n)} $x_${n}^2$ ${sentence(n + 1)}.\n\n`,
    ][n % 5];
    tokens.push(...part.match(/\s*\S{1,6}|\s+/g)!);
  }
  return tokens.slice(0, count);
}
