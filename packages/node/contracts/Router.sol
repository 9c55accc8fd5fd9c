// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Pair} from "./Pair.sol";
import {Token} from "./Token.sol";

/// Swaps an exact amount of one token of a pair for as much of the other as the pair gives.
contract Router {
    error TooLittle(uint256 out, uint256 minimum);

    function swapExact(Pair pair, bool zeroForOne, uint256 amountIn, uint256 minimumOut) external returns (uint256 out) {
        (uint256 reserve0, uint256 reserve1) = (pair.reserve0(), pair.reserve1());
        Token tokenIn = zeroForOne ? pair.token0() : pair.token1();
        (uint256 reserveIn, uint256 reserveOut) = zeroForOne ? (reserve0, reserve1) : (reserve1, reserve0);
        uint256 paid = amountIn * 997;
        out = (paid * reserveOut) / (reserveIn * 1000 + paid);
        if (out < minimumOut) revert TooLittle(out, minimumOut);
        tokenIn.transferFrom(msg.sender, address(pair), amountIn);
        (uint256 out0, uint256 out1) = zeroForOne ? (uint256(0), out) : (out, uint256(0));
        pair.swap(out0, out1, msg.sender);
    }
}
