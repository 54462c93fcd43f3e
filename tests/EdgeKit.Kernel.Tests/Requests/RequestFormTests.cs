using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Requests;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Tests.Requests;

public sealed class RequestFormTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [Fact]
    public async Task Fields_are_read_as_a_browser_writes_them()
    {
        var (form, problem) = await ReadAsync("name=+Zo%C3%AB+%26+Co+&sku=a&sku=b&empty=&note=line%0D%0Atwo", Form + "; charset=UTF-8");

        Assert.Null(problem);
        Assert.Equal(("Zoë & Co", "a", "", "", "line\r\ntwo"), (form!["name"], form["sku"], form["empty"], form["missing"], form["note"]));
        Assert.Equal(["a", "b"], form.All("sku"));
        Assert.Empty(form.All("missing"));
    }

    [Theory]
    [InlineData("a=1", "application/json", ProblemTypes.MediaType, "Content-Type")]
    [InlineData("a=1", "multipart/form-data; boundary=x", ProblemTypes.MediaType, "Content-Type")]
    [InlineData("a=1", null, ProblemTypes.MediaType, "Content-Type")]
    [InlineData("note=my+card+4111-1111-1111-1111+thanks", Form, ProblemTypes.CardNumber, "note")]
    [InlineData("a=1&a=4111111111111111", Form, ProblemTypes.CardNumber, "a")]
    [InlineData("4111111111111111=x", Form, ProblemTypes.CardNumber, "4111111111111111")]
    [InlineData("a=b%00c", Form, ProblemTypes.BadRequest, "body")]
    [InlineData("a=b%1B%5B31m", Form, ProblemTypes.BadRequest, "a")]
    public async Task What_is_no_form_or_must_not_be_stored_is_refused(string body, string? type, string problem, string field)
    {
        var (form, refused) = await ReadAsync(body, type);

        Assert.Null(form);
        Assert.Equal((problem, field), (refused!.Problem.Type, refused.Problem.Field));
    }

    [Theory]
    [InlineData(RequestForm.MostFields + 1, 1, ProblemTypes.BadRequest)]
    [InlineData(1, RequestForm.LongestField + 1, ProblemTypes.BadRequest)]
    [InlineData(8, 10_000, ProblemTypes.TooLarge)]
    public async Task Too_much_is_refused(int fields, int length, string problem)
    {
        var body = string.Join('&', Enumerable.Range(0, fields).Select(field => $"f{field}={new string('x', length)}"));

        var (form, refused) = await ReadAsync(body, Form);

        Assert.Null(form);
        Assert.Equal(problem, refused!.Problem.Type);
    }

    [Fact]
    public async Task What_just_fits_is_read()
    {
        var body = string.Join('&', Enumerable.Range(0, RequestForm.MostFields).Select(static field => $"f{field}=x"));

        var (form, _) = await ReadAsync(body, Form);

        Assert.Equal(RequestForm.MostFields, form!.Names.Count());
    }

    private static ValueTask<(RequestForm? Form, ProblemResult? Problem)> ReadAsync(string body, string? type)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return RequestForm.ReadAsync(context.Request, TestContext.Current.CancellationToken);
    }
}
