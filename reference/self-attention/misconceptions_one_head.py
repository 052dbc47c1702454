"""Known misunderstandings of scores, softmax and one head."""

import numpy as np

from grader.author import mistake

from .solution import attention_scores, masked_softmax, self_attention, self_attention_columns

# ---- wrong scores ----------------------------------------------------------------------------------------------------


def raw_scores(query, key):
    return query @ np.swapaxes(key, -1, -2)


@mistake(attention_scores, id="SA1", zh="你忘了除以 sqrt(dk)：分数会随 dk 变大，softmax 趋于饱和。")
def scores_not_scaled(query, key):
    """You forgot 1/sqrt(dk): without it the scores grow with dk and the softmax saturates."""
    return raw_scores(query, key).astype(float)


@mistake(attention_scores, id="SA2", zh="应按键的维度 dk 缩放，而不是按查询的个数。")
def scores_scaled_by_queries(query, key):
    """Scale by the key dimension dk, not by the number of queries; they only happen to be equal in small examples."""
    return raw_scores(query, key) / np.sqrt(query.shape[1])


@mistake(attention_scores, id="SA2", zh="应按键的维度 dk 缩放，而不是按键的个数（序列长度）。")
def scores_scaled_by_keys(query, key):
    """Scale by the key dimension dk, not by the number of keys."""
    return raw_scores(query, key) / np.sqrt(key.shape[1])


@mistake(attention_scores, id="SA3", zh="应除以 dk 的平方根，而不是 dk。")
def scores_divided_by_dk(query, key):
    """Divide by the square root of dk, not by dk itself."""
    return raw_scores(query, key) / query.shape[2]


@mistake(attention_scores, id="SA5", zh="行应对应查询，列应对应键：你把两者交换了。")
def scores_swapped(query, key):
    """Rows belong to queries and columns to keys: you have them the other way round."""
    return attention_scores(key, query)


@mistake(attention_scores, id="G-HARD", zh="你把缩放因子写死为例子里的 dk = 4；请使用 query.shape[-1]。")
def scores_scaled_for_the_example(query, key):
    """Your scale is fixed for dk = 4, the size of the example; take dk from the shape of query."""
    return raw_scores(query, key) / 2.0


@mistake(attention_scores, id="G-DTYPE", zh="结果数组沿用了输入的整数类型，小数部分被截断了。")
def scores_truncated(query, key):
    """Your result array takes its dtype from the input: with integers every score loses its fraction."""
    scores = np.zeros((query.shape[0], query.shape[1], key.shape[1]), dtype=query.dtype)
    scores[:] = attention_scores(query, key)
    return scores


@mistake(attention_scores, id="G-INPLACE", zh="你的函数改动了传入的 query（例如 query /= …）；请写成新的数组。")
def scores_in_place(query, key):
    """Your function divides the caller's query in place: write the scaled queries into a new array."""
    query /= np.sqrt(query.shape[-1])
    return raw_scores(query, key)


# ---- wrong softmax ---------------------------------------------------------------------------------------------------


def allowed_like(scores, mask):
    return np.broadcast_to(True if mask is None else mask, scores.shape)


def naive_softmax(scores, mask=None):
    powers = np.where(allowed_like(scores, mask), np.exp(scores), 0.0)
    total = powers.sum(axis=-1, keepdims=True)
    return np.where(allowed_like(scores, mask).any(axis=-1, keepdims=True), powers / total, 0.0)


def softmax_after_one_maximum(scores, mask=None):
    return naive_softmax(scores - np.max(scores), mask)


def softmax_of_columns(scores, mask=None):
    allowed = allowed_like(scores, mask)
    return np.swapaxes(masked_softmax(np.swapaxes(scores, -1, -2), np.swapaxes(allowed, -1, -2)), -1, -2)


def softmax_then_mask(scores, mask=None):
    return masked_softmax(scores) * allowed_like(scores, mask)


def softmax_of_hidden(scores, mask=None):
    return masked_softmax(scores, None if mask is None else ~mask)


def softmax_with_large_negative(scores, mask=None):
    return masked_softmax(np.where(allowed_like(scores, mask), scores, -1e9))


@mistake(masked_softmax, id="SA4", zh="softmax 要沿最后一个轴（键）做：每一行之和应为 1。")
def softmax_over_queries(scores, mask=None):
    """The softmax runs over the last axis, the keys: each row of alpha must sum to 1."""
    return softmax_of_columns(scores, mask)


@mistake(masked_softmax, id="SA9", zh="应在 softmax 之前遮蔽；之后再乘掩码，行和就不再是 1。")
def softmax_masked_afterwards(scores, mask=None):
    """Mask before the softmax: if you zero weights afterwards, the rest of the row no longer sums to 1."""
    return softmax_then_mask(scores, mask)


@mistake(masked_softmax, id="SA10", zh="掩码的含义反了：True 表示可以注意。")
def softmax_mask_inverted(scores, mask=None):
    """Your mask works the other way round: True means that the key may be attended to."""
    return softmax_of_hidden(scores, mask)


@mistake(masked_softmax, id="SA15", zh="分数很大时 exp 会溢出，很小时会下溢：先减去每行的最大值。")
def softmax_without_maximum(scores, mask=None):
    """Large scores overflow exp and very negative ones vanish: subtract each row's maximum first."""
    return naive_softmax(scores, mask)


@mistake(masked_softmax, id="G-GLOBALMAX", zh="应减去每一行自己的最大值，而不是整个数组的最大值。")
def softmax_global_maximum(scores, mask=None):
    """Subtract the maximum of each row, not of the whole array; rows far below it underflow to 0/0."""
    return softmax_after_one_maximum(scores, mask)


@mistake(masked_softmax, id="SA17", zh="最大值只应在允许的位置中取；被遮蔽的大分数会让其余的指数全部下溢。")
def softmax_maximum_of_hidden_too(scores, mask=None):
    """Take the maximum of the permitted scores only: a huge hidden one makes all the others underflow."""
    return naive_softmax(scores - np.max(scores, axis=-1, keepdims=True), mask)


@mistake(masked_softmax, id="SA16", zh="一行全被遮蔽时你得到 0/0 = NaN；该行应全为 0。")
def softmax_empty_row_nan(scores, mask=None):
    """A row that permits nothing gives you 0/0: its weights must be 0, not NaN."""
    hidden = np.where(allowed_like(scores, mask), scores, -np.inf)
    powers = np.exp(hidden - np.max(hidden, axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@mistake(masked_softmax, id="SA16", zh="用 -1e9 遮蔽整行后，softmax 会给出均匀分布；该行应全为 0。")
def softmax_empty_row_uniform(scores, mask=None):
    """If all scores of a row are set to -1e9, the softmax spreads evenly over them: such a row must be 0."""
    return softmax_with_large_negative(scores, mask)


@mistake(masked_softmax, id="SA18", zh="把分数乘以掩码只会让它变成 0，而 exp(0) = 1 仍然分得权重；请用 -inf。")
def softmax_hidden_score_zero(scores, mask=None):
    """A score of 0 still gets exp(0) = 1 of weight: hide entries with -inf, do not multiply scores by the mask."""
    return masked_softmax(scores * allowed_like(scores, mask))


@mistake(masked_softmax, id="G-INPLACE", zh="你的函数改动了传入的数组；请先复制。")
def softmax_in_place(scores, mask=None):
    """Your function changed its input array: work on a copy, the caller still needs the scores."""
    if mask is not None:
        scores[~allowed_like(scores, mask)] = -np.inf
    scores -= masked_peak(scores)
    return masked_softmax(scores, mask)


def masked_peak(scores):
    peak = np.max(scores, axis=-1, keepdims=True)
    return np.where(np.isfinite(peak), peak, 0).astype(scores.dtype)


# ---- wrong heads -----------------------------------------------------------------------------------------------------


def attend(arguments, *, scores=attention_scores, softmax=masked_softmax):
    """Self-attention with one of its two parts replaced."""
    x, w_query, w_key, w_value, mask = (*arguments, None)[:5]
    alpha = softmax(scores(x @ w_query, x @ w_key), mask)
    return alpha @ (x @ w_value), alpha


@mistake(self_attention, id="SA1", zh="你忘了除以 sqrt(dk)。")
def attention_not_scaled(*arguments):
    """You forgot 1/sqrt(dk): without it the scores grow with dk and the softmax saturates."""
    return attend(arguments, scores=raw_scores)


@mistake(self_attention, id="SA2", zh="应按键的维度 dk 缩放，而不是按序列长度 T。")
def attention_scaled_by_length(*arguments):
    """Scale by the key dimension dk, not by the length of the sequence."""
    return attend(arguments, scores=lambda query, key: raw_scores(query, key) / np.sqrt(query.shape[1]))


@mistake(self_attention, id="SA8", zh="应按键的维度 dk 缩放，而不是按词向量的维度 D。")
def attention_scaled_by_width(*arguments):
    """Scale by the dimension of the keys, not by the width D of the words."""
    root = np.sqrt(arguments[0].shape[2])
    return attend(arguments, scores=lambda query, key: raw_scores(query, key) / root)


@mistake(self_attention, id="SA3", zh="应除以 dk 的平方根，而不是 dk。")
def attention_divided_by_dk(*arguments):
    """Divide by the square root of dk, not by dk itself."""
    return attend(arguments, scores=lambda query, key: raw_scores(query, key) / query.shape[2])


@mistake(self_attention, id="SA4", zh="softmax 要对键做：alpha 的每一行之和应为 1。")
def attention_softmax_over_queries(*arguments):
    """The softmax runs over the keys: each row of alpha must sum to 1."""
    return attend(arguments, softmax=softmax_of_columns)


@mistake(self_attention, id="SA5", zh="alpha 的行应对应查询：你算成了 K Q^T。")
def attention_swapped(*arguments):
    """Rows of alpha belong to queries: you computed K Q' instead of Q K'."""
    return attend(arguments, scores=scores_swapped)


@mistake(self_attention, id="SA9", zh="应在 softmax 之前遮蔽；之后再乘掩码，行和就不再是 1。")
def attention_masked_afterwards(*arguments):
    """Mask before the softmax: if you zero weights afterwards, the rest of the row no longer sums to 1."""
    return attend(arguments, softmax=softmax_then_mask)


@mistake(self_attention, id="SA10", zh="掩码的含义反了：True 表示可以注意。")
def attention_mask_inverted(*arguments):
    """Your mask works the other way round: True means that the key may be attended to."""
    return attend(arguments, softmax=softmax_of_hidden)


@mistake(self_attention, id="SA11", zh="值也要投影：应为 alpha (X Wv)，而不是 alpha X。")
def attention_of_bare_words(x, w_query, w_key, w_value, mask=None):
    """Project the values too: the output mixes x Wv, not the words x themselves."""
    alpha = self_attention(x, w_query, w_key, w_value, mask)[1]
    return alpha @ x, alpha


@mistake(self_attention, id="SA15", zh="分数很大时 exp 会溢出，很小时会下溢：先减去每行的最大值。")
def attention_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract each row's maximum first."""
    return attend(arguments, softmax=naive_softmax)


@mistake(self_attention, id="SA16", zh="用 -1e9 遮蔽整行后，softmax 会给出均匀分布；该行的权重与输出应为 0。")
def attention_empty_row_uniform(*arguments):
    """If all scores of a row are set to -1e9, the softmax spreads evenly: such a row's weights and output must be 0."""
    return attend(arguments, softmax=softmax_with_large_negative)


# ---- wrong columns ---------------------------------------------------------------------------------------------------


def columns(arguments, *, scale=1.0, softmax=masked_softmax):
    """The lecture's form, the softmax taking the scores with queries in rows."""
    inputs, w_query, w_key, w_value = arguments
    attention = softmax((w_query @ inputs).T @ (w_key @ inputs) * scale).T
    return w_value @ inputs @ attention, attention


@mistake(self_attention_columns, id="SA20", zh="课件的矩阵形式没有 1/sqrt(dk)：这里不缩放。")
def columns_scaled(*arguments):
    """The lecture's matrix form has no 1/sqrt(dk): the scores are not scaled here."""
    return columns(arguments, scale=arguments[1].shape[0] ** -0.5)


@mistake(self_attention_columns, id="SA4", zh="这里一列是一个词：softmax 应沿每一列做，使每一列之和为 1。")
def columns_softmax_of_rows(*arguments):
    """Words are columns here: the softmax runs down each column, so that every column of A' sums to 1."""
    return columns(arguments, softmax=softmax_of_columns)


@mistake(self_attention_columns, id="SA5", zh="应为 A = K^T Q：行对应键，列对应查询；你算成了 Q^T K。")
def columns_swapped(inputs, w_query, w_key, w_value):
    """A is K' Q, keys down and queries across: you computed Q' K."""
    return self_attention_columns(inputs, w_key, w_query, w_value)


@mistake(self_attention_columns, id="SA11", zh="值也要投影：O = V A'，其中 V = Wv I。")
def columns_of_bare_words(inputs, w_query, w_key, w_value):
    """Project the values too: O mixes the columns of V = Wv I, not those of I."""
    attention = self_attention_columns(inputs, w_query, w_key, w_value)[1]
    return inputs @ attention, attention


@mistake(self_attention_columns, id="SA15", zh="分数很大时 exp 会溢出，很小时会下溢：先减去每列的最大值。")
def columns_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract each column's maximum first."""
    return columns(arguments, softmax=naive_softmax)


@mistake(self_attention_columns, id="G-GLOBALMAX", zh="应减去每一列自己的最大值，而不是整个矩阵的最大值。")
def columns_global_maximum(*arguments):
    """Subtract the maximum of each column, not of the whole matrix; columns far below it underflow to 0/0."""
    return columns(arguments, softmax=softmax_after_one_maximum)


@mistake(self_attention_columns, id="SA31", zh="应返回 softmax 之后的 A'，而不是分数 A。")
def columns_return_scores(inputs, w_query, w_key, w_value):
    """Return the weights A' after the softmax, not the scores A."""
    outputs, _ = self_attention_columns(inputs, w_query, w_key, w_value)
    return outputs, (w_key @ inputs).T @ (w_query @ inputs)


@mistake(self_attention_columns, id="G-T", zh="O = V A'：A' 的列是各查询的权重，这里不需要转置。")
def columns_mixed_by_rows(inputs, w_query, w_key, w_value):
    """O is V A': the weights of a query are a column of A', so that no transpose is needed."""
    attention = self_attention_columns(inputs, w_query, w_key, w_value)[1]
    return w_value @ inputs @ attention.T, attention


@mistake(self_attention_columns, id="G-DTYPE", zh="权重数组沿用了输入的整数类型，权重被截断为 0。")
def columns_truncated(inputs, w_query, w_key, w_value):
    """Your array of weights takes its dtype from the input: with integers the weights are cut to 0."""
    attention = np.zeros((inputs.shape[1], inputs.shape[1]), dtype=inputs.dtype)
    attention[:] = self_attention_columns(inputs, w_query, w_key, w_value)[1]
    return w_value @ inputs @ attention, attention
