namespace EnhancedConversions.Core.Tests.Reports.Page;

/// <summary>What is measured inside the page, in its own language.</summary>
internal static class PageMeasures
{
    /// <summary>
    /// The contrast of every text with what is behind it (WCAG 2.2, 1.4.3 and 1.4.11): 4.5, large texts and parts of drawings 3.
    /// Gives the number of texts and drawn parts measured, and those that are too faint.
    /// </summary>
    public const string Contrasts =
        """
        (() => {
          const parse = text => { const n = text.match(/[\d.]+/g).map(Number); return { r: n[0], g: n[1], b: n[2], a: n[3] ?? 1 }; };
          const light = c => { const f = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(c.r) + 0.7152 * f(c.g) + 0.0722 * f(c.b); };
          const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
          const behind = element => {
            for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.a === 1) return c; if (c.a > 0) throw new Error('half transparent'); }
            return { r: 255, g: 255, b: 255, a: 1 };
          };
          const faint = []; let measured = 0;
          const judge = (what, colour, element, least) => {
            measured++; const r = ratio(parse(colour), behind(element));
            if (r < least) faint.push(`${what}: ${colour} ${r.toFixed(2)} < ${least}`);
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const text = walker.currentNode, element = text.parentElement;
            if (!text.data.trim() || element.closest('title, desc, .unseen, .skip, details:not([open]) > :not(summary)')) continue;
            const style = getComputedStyle(element), size = parseFloat(style.fontSize);
            judge(text.data.trim().slice(0, 40), element instanceof SVGElement ? style.fill : style.color, element, size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5);
          }
          for (const bar of document.querySelectorAll('.bar:not(.track):not(.open)')) judge(bar.getAttribute('class'), getComputedStyle(bar).fill, bar.closest('svg').parentElement, 3);
          return { measured, faint };
        })()
        """;

    /// <summary>Texts of drawings that overlap each other or leave their drawing, cells that hold more than they show, and columns of numbers that are not aligned.</summary>
    public const string Overlaps =
        """
        (() => {
          const found = [];
          for (const drawing of document.querySelectorAll('svg[role=img]')) {
            const frame = drawing.getBoundingClientRect();
            const texts = [...drawing.querySelectorAll(':scope > text')].map(t => [t.textContent, t.getBoundingClientRect()]);
            texts.forEach(([name, a], i) => {
              if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 2 || a.bottom > frame.bottom + 2) found.push(`outside: ${name}`);
              for (const [other, b] of texts.slice(i + 1)) if (a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1) found.push(`overlap: ${name}, ${other}`);
            });
          }
          for (const cell of document.querySelectorAll('td, th, dd, li, h3, p')) if (cell.scrollWidth > cell.clientWidth + 1 && getComputedStyle(cell).display !== 'inline') found.push(`too narrow: ${cell.textContent.slice(0, 40)}`);
          for (const table of document.querySelectorAll('table'))
            for (const column of [1, 2, 3, 4]) {
              const ends = [...table.querySelectorAll(`tr > .number:nth-child(${column + 1})`)].map(c => Math.round(c.getBoundingClientRect().right));
              if (new Set(ends).size > 1) found.push(`not aligned: column ${column}`);
            }
          return found;
        })()
        """;
}
