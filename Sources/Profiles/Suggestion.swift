/// The candidate that a misspelt `word` most likely meant; nil where none is near.
func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  let word = Array(word.lowercased().utf8.prefix(64))
  let limit = max(1, word.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(word, Array(candidate.utf8.prefix(64)))
    if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// Levenshtein's distance, where two neighbours that changed places count once.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var before: [Int] = []
  var last = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var row = [i + 1]
    for (j, b) in right.enumerated() {
      var cost = min(last[j] + (a == b ? 0 : 1), min(last[j + 1], row[j]) + 1)
      if i > 0, j > 0, a == right[j - 1], b == left[i - 1] { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
    }
    before = last
    last = row
  }
  return last[right.count]
}
