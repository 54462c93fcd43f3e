namespace EdgeKit.Catalog.Importing;

/// <summary>Something wrong in an import.</summary>
/// <param name="Line">Of a table, from 1; 0 in JSON, and for the whole.</param>
/// <param name="Field">The column, or the member with its path, such as <c>items[3].price.amount</c>; empty for the whole.</param>
/// <param name="What">What is wrong, and what was expected.</param>
internal sealed record ImportError(int Line, string Field, string What)
{
    /// <summary>For a person who has the file before him.</summary>
    public string In(string file)
    {
        var place = Line > 0 ? FormattableString.Invariant($"{file}:{Line}") : file;
        return Field.Length > 0 ? $"{place}: {Field}: {What}" : $"{place}: {What}";
    }
}
